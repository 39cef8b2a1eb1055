import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiProblem } from './api-problem.ts'
import type { ApiOptions } from './api-options.ts'

const MAX_URL_CHARACTERS = 4_096
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Everything from this site, nothing from others, no frames: styles and scripts are files, never text in a page. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** Refuses what cannot be meant for this server or comes from foreign pages, and sets the headers that protect its own. */
export function guardRequests(app: FastifyInstance, options: ApiOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS)
    if (options.publicOrigin?.startsWith('https:') === true) {
      void reply.header('strict-transport-security', 'max-age=31536000')
    }
    if (!options.isAllowedHost(request.headers.host)) {
      throw new ApiProblem('host-not-allowed', 'this server is not called by that name')
    }
    if (request.url.length > MAX_URL_CHARACTERS) {
      throw new ApiProblem(
        'url-too-long',
        `an address has at most ${MAX_URL_CHARACTERS} characters`,
      )
    }
    if (!SAFE_METHODS.includes(request.method) && request.routeOptions.config.foreign !== true) {
      requireOwnOrigin(request, options)
    }
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A request that changes nothing here and uses no cookie: wallets may send it, too. */
    readonly foreign?: boolean
  }
}

/**
 * Browsers say where a request that writes comes from. One with a cookie and without that word comes from no browser that would
 * protect its user, and is refused, too.
 */
function requireOwnOrigin(request: FastifyRequest, options: ApiOptions): void {
  const { origin, cookie } = request.headers
  const site = request.headers['sec-fetch-site']
  const isForeignSite = site !== undefined && site !== 'same-origin'
  const isForeignOrigin = origin !== undefined && !isOwnOrigin(origin, request, options)
  const isUnsaid = site === undefined && origin === undefined && cookie !== undefined
  if (isForeignSite || isForeignOrigin || isUnsaid) {
    throw new ApiProblem(
      'foreign-origin',
      'writing is possible from this site’s own pages only; programs send the header Origin with the address of the site',
    )
  }
}

function isOwnOrigin(origin: string, request: FastifyRequest, options: ApiOptions): boolean {
  if (options.publicOrigin !== undefined) return origin === options.publicOrigin
  return URL.canParse(origin) && new URL(origin).host === request.headers.host?.toLowerCase()
}

/** The address of the site as browsers see it. */
export function siteOrigin(request: FastifyRequest, options: ApiOptions): URL {
  return new URL(
    options.publicOrigin ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`,
  )
}
