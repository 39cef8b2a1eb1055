import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { NOTHING_HERE, sendProblem } from './error-handler.ts'

/** Files with a hash of their content in their name never change. */
const HASHED = /[/\\]assets[/\\][^/\\]+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/**
 * Serves the files of the portal as they are when they are asked for, so that a new build needs no restart, and its first page for every
 * other address that a person could have typed: the portal finds its pages by itself. What begins with `/api/` and is no route is not found.
 */
export async function serveFiles(
  app: FastifyInstance,
  directory: string | undefined,
): Promise<void> {
  const root = directory === undefined ? undefined : path.resolve(directory)
  if (root !== undefined) {
    await app.register(fastifyStatic, {
      root,
      index: ['index.html'],
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
      root !== undefined &&
      (request.method === 'GET' || request.method === 'HEAD') &&
      !request.url.startsWith('/api/') &&
      (request.headers.accept ?? '').includes('text/html') &&
      existsSync(path.join(root, 'index.html'))
    if (isPage) return reply.sendFile('index.html')
    sendProblem(reply, NOTHING_HERE)
    return reply
  })
}
