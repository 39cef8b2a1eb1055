import swagger from '@fastify/swagger'
import { fastify } from 'fastify'
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { fastifyPath, fastifySchema } from './fastify-schema.ts'
import { ROUTES } from './routes.ts'
import { TAGS } from './route.ts'

export const API_PREFIX = '/api/v1'

/** An OpenAPI document, as far as this layer looks into it. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}

/** The OpenAPI 3.1 document of all routes. `generated/openapi.json` is what it answers. */
export async function describeApi(): Promise<OpenApiDocument> {
  const app = fastify()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Boule',
        version: '1',
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: API_PREFIX }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'boule_session',
            description: 'Set by POST /session; writing works from this site’s own pages only',
          },
        },
      },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: createJsonSchemaTransformObject({}),
  })
  for (const route of ROUTES) {
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      schema: fastifySchema(route),
      handler: () => undefined,
    })
  }
  await app.ready()
  const document = app.swagger() as unknown as OpenApiDocument
  await app.close()
  return withoutUnusedSchemas(withoutPrefilledFilters(document))
}

/** The page to try operations fills examples into its form: there, a filter that nobody has to give would be sent. */
function withoutPrefilledFilters(document: OpenApiDocument): OpenApiDocument {
  const text = JSON.stringify(document, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('in' in value)) return value
    const { example: _example, ...plain } = value as Readonly<Record<string, unknown>>
    return plain['in'] === 'query' && plain['required'] === false ? plain : value
  })
  return JSON.parse(text) as OpenApiDocument
}

const DESCRIPTION = [
  'Delegates, elections, rewards and proposals of a Boule network, from an index of its blocks.',
  'Lists answer `{ items, next }`; `next` is the `cursor` of the page after. `format=csv` gives a whole list.',
  'Amounts are Rau (10^-18 coin) in decimal digits; `x-unit` in the schemas names the unit of every figure.',
  '`X-Boule-Height` is the block that an answer is as of. Errors are problems by RFC 9457.',
].join('\n\n')

/**
 * Each schema comes in a form for what is sent (`…Input`) and one for what is answered: those that nothing refers to are left out, and
 * what is only sent gets its plain name.
 */
function withoutUnusedSchemas(document: OpenApiDocument): OpenApiDocument {
  const { schemas } = document.components
  const used = new Set<string>()
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value).matchAll(REFERENCE)) {
      if (name === undefined || used.has(name)) continue
      used.add(name)
      visit(schemas[name])
    }
  }
  visit(document.paths)
  const plainName = (name: string): string => {
    const plain = name.replace(/Input$/, '')
    return used.has(plain) ? name : plain
  }
  const kept = [...used].sort().map((name) => [plainName(name), schemas[name]])
  const pruned = {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(kept) },
  }
  const renamed = JSON.stringify(pruned).replace(REFERENCE, (_whole, name: string) =>
    JSON.stringify(`#/components/schemas/${plainName(name)}`),
  )
  return JSON.parse(renamed) as OpenApiDocument
}

const REFERENCE = /"#\/components\/schemas\/(\w+)"/g
