import { z } from 'zod'
import { problem } from './problem.ts'
import type { Route } from './route.ts'

/** The schema of a route as Fastify and its OpenAPI plugin take it. */
export function fastifySchema(route: Route) {
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(isEmpty(route.params) ? {} : { params: route.params }),
    querystring: route.query,
    ...(route.body instanceof z.ZodUndefined ? {} : { body: route.body }),
    ...(route.access === 'all' ? {} : { security: [{ session: [] }] }),
    response: {
      [route.status]: answer(route),
      default: {
        description: 'What was wrong',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  }
}

function answer(route: Route) {
  if (route.status === 204) return z.undefined().meta({ description: 'Done' })
  const csv = route.item === undefined ? {} : { 'text/csv': { schema: z.string() } }
  return {
    description: route.summary,
    content: { [route.type]: { schema: route.answer }, ...csv },
  }
}

function isEmpty(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0
}

/** The path as Fastify writes it. */
export function fastifyPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}
