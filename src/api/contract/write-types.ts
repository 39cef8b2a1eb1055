import type { OpenApiDocument } from './describe-api.ts'

/** A JSON Schema, as far as the document uses it. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly {
    readonly in: 'query' | 'path'
    readonly name: string
    readonly required?: boolean
    readonly description?: string
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** The document as TypeScript: `paths` in the shape that `openapi-fetch` takes, and `components` with the named schemas. */
export function writeTypes(document: OpenApiDocument): string {
  const paths = Object.entries(document.paths).map(
    ([path, operations]) => `  ${quote(path)}: ${writePath(operations)}`,
  )
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `    ${name}: ${writeType(schema as Schema)}`,
  )
  return [
    '// Made by scripts/make-api-client.ts from the contract of the API. Not written by hand.',
    '',
    'export interface paths {',
    ...paths,
    '}',
    '',
    'export interface components {',
    '  schemas: {',
    ...schemas,
    '  }',
    '}',
    '',
  ].join('\n')
}

function writePath(operations: Readonly<Record<string, unknown>>): string {
  const members = METHODS.map((method) => {
    const operation = operations[method] as Operation | undefined
    return operation === undefined
      ? `${method}?: never`
      : `${writeComment(operation.summary)}${method}: ${writeOperation(operation)}`
  })
  return `{ parameters: ${writeParameters([])}; ${members.join('; ')} }`
}

function writeOperation({ parameters = [], requestBody, responses }: Operation): string {
  const body =
    requestBody === undefined
      ? 'requestBody?: never'
      : `requestBody: { content: ${writeContent(requestBody.content)} }`
  const answers = Object.entries(responses).map(
    ([status, { content }]) =>
      `${status}: { headers: { [name: string]: unknown }; ${
        content === undefined ? 'content?: never' : `content: ${writeContent(content)}`
      } }`,
  )
  return `{ parameters: ${writeParameters(parameters)}; ${body}; responses: { ${answers.join('; ')} } }`
}

function writeParameters(parameters: NonNullable<Operation['parameters']>): string {
  const group = (place: 'query' | 'path'): string => {
    const own = parameters.filter((one) => one.in === place)
    if (own.length === 0) return `${place}?: never`
    const isOptional = own.every((one) => one.required !== true)
    const members = own.map(
      (one) =>
        `${writeComment(one.description)}${key(one.name)}${one.required === true ? '' : '?'}: ${writeType(one.schema)}`,
    )
    return `${place}${isOptional ? '?' : ''}: { ${members.join('; ')} }`
  }
  return `{ ${group('query')}; header?: never; ${group('path')}; cookie?: never }`
}

/** What is JSON in a special dress (problems) counts as JSON: the client reads one kind only. */
function writeContent(content: Content): string {
  const types = Object.entries(content).map(([type, { schema }]) => {
    const plain = type.endsWith('+json') ? 'application/json' : type
    return `${quote(plain)}: ${schema === undefined ? 'unknown' : writeType(schema)}`
  })
  return `{ ${types.join('; ')} }`
}

function writeType(schema: Schema): string {
  if (schema.$ref !== undefined) {
    return `components['schemas'][${quote(schema.$ref.split('/').at(-1) ?? '')}]`
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return `(${choices.map(writeType).join(' | ')})`
  if (schema.allOf !== undefined) return `(${schema.allOf.map(writeType).join(' & ')})`
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  if (types.length === 0) return 'unknown'
  return types.map((type) => writeSingleType(type, schema)).join(' | ')
}

function writeSingleType(type: string, schema: Schema): string {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `(${writeType(schema.items ?? {})})[]`
    case 'object':
      return writeObject(schema)
    default:
      return type
  }
}

function writeObject({ properties, required = [], additionalProperties, propertyNames }: Schema) {
  if (properties === undefined) {
    const values = typeof additionalProperties === 'object' ? additionalProperties : {}
    const keys = propertyNames?.enum === undefined ? 'string' : writeType(propertyNames)
    return `{ [name in ${keys}]: ${writeType(values)} }`
  }
  const members = Object.entries(properties).map(
    ([name, schema]) =>
      `${writeComment(schema.description)}${key(name)}${required.includes(name) ? '' : '?'}: ${writeType(schema)}`,
  )
  return `{ ${members.join('; ')} }`
}

function writeComment(text: string | undefined): string {
  return text === undefined ? '' : `\n/** ${text.replaceAll('*/', '* /')} */\n`
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : quote(name)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`
}
