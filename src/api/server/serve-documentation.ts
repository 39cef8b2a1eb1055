import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import document from '../generated/openapi.json' with { type: 'json' }
import { API_PREFIX } from '../contract/describe-api.ts'

/** `/api/v1/openapi.json`, and a page to try everything at `/api/v1/docs` that loads nothing from elsewhere. */
export async function serveDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    mode: 'static',
    specification: { document: document as never },
  })
  await app.register(swaggerUi, {
    routePrefix: `${API_PREFIX}/docs`,
    // Its own check of the document would ask another site.
    // Without its bar: the picture in it has a style of its own, which our policy forbids.
    uiConfig: {
      validatorUrl: null,
      layout: 'BaseLayout',
      deepLinking: true,
      displayRequestDuration: true,
    },
    theme: { title: 'Boule API' },
  })
  const text = JSON.stringify(document)
  app.get(`${API_PREFIX}/openapi.json`, async (_request, reply) =>
    reply.type('application/json').header('cache-control', 'no-cache').send(text),
  )
}
