import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isIPv6 } from 'node:net'
import { ApiProblem } from './api-problem.ts'
import type { ApiLimits } from './api-options.ts'

/** Most clients that are counted apart; the longest unseen are forgotten. */
const MAX_CLIENTS = 20_000

/** Counts requests of each client, those that write apart from those that read. */
export async function limitRates(app: FastifyInstance, limits: ApiLimits): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    cache: MAX_CLIENTS,
    max: (request) => (isWrite(request) ? limits.writesPerMinute : limits.readsPerMinute),
    keyGenerator: (request) => `${isWrite(request) ? 'w' : 'r'} ${clientOf(request)}`,
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfterSeconds = Math.max(1, Math.ceil(ttl / 1000))
      return new ApiProblem(
        'too-many-requests',
        `too many requests; try again in ${retryAfterSeconds} s`,
        { retryAfterSeconds },
      )
    },
  })
}

function isWrite(request: FastifyRequest): boolean {
  return (
    !['GET', 'HEAD', 'OPTIONS'].includes(request.method) &&
    request.routeOptions.config.foreign !== true
  )
}

/** Of IPv6 the first 64 bits: whoever has one address has all of its network. */
export function clientOf(request: FastifyRequest): string {
  const { ip } = request
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip
  const [head = '', tail] = ip.split('::')
  const parts = head.split(':').filter((part) => part !== '')
  const rest = tail === undefined ? 0 : 8 - parts.length
  const whole = [...parts, ...new Array<string>(rest).fill('0')]
  return whole.slice(0, 4).join(':')
}
