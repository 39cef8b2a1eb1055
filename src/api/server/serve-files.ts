import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { ApiProblem } from './api-problem.ts'
import { sendProblem } from './error-handler.ts'

/** Files with a hash of their content in their name never change. */
const HASHED = /[/\\]assets[/\\][^/\\]+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/**
 * Serves the files of the portal, and its first page for every other address that a person could have typed: the portal finds its pages
 * by itself. What begins with `/api/` and is no route is not found.
 */
export async function serveFiles(
  app: FastifyInstance,
  directory: string | undefined,
): Promise<void> {
  const page = directory === undefined ? undefined : path.join(directory, 'index.html')
  const isThere = page !== undefined && existsSync(page)
  if (isThere) {
    await app.register(fastifyStatic, {
      root: path.resolve(path.dirname(page)),
      index: ['index.html'],
      wildcard: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, file) => {
        void reply.header(
          'cache-control',
          HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      isThere &&
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html')
    if (isPage) return reply.sendFile('index.html')
    sendProblem(reply, new ApiProblem('not-found', 'there is nothing at this address'))
    return reply
  })
}
