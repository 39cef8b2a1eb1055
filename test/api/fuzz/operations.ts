import document from '#api/generated/openapi.json' with { type: 'json' }

/** A JSON Schema of the document, as far as values are made from it. */
export interface ValueSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly examples?: readonly unknown[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly required?: readonly string[]
  readonly items?: ValueSchema
  readonly anyOf?: readonly ValueSchema[]
}

export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path'
  readonly required: boolean
  readonly schema: ValueSchema
}

/** An operation of the OpenAPI document. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: ValueSchema | undefined
}

interface RawOperation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: ValueSchema }>>
  }
}

/** All operations of the document but the stream, which never ends. */
export function listOperations(): readonly Operation[] {
  return Object.entries(document.paths)
    .flatMap(([path, operations]) =>
      Object.entries(operations as unknown as Readonly<Record<string, RawOperation>>).map(
        ([method, operation]) => ({
          id: operation.operationId,
          method: method.toUpperCase(),
          path,
          parameters: operation.parameters ?? [],
          body: operation.requestBody?.content['application/json']?.schema,
        }),
      ),
    )
    .filter(({ id }) => id !== 'getStream')
}

/** A schema by its reference. */
export function resolveSchema(schema: ValueSchema): ValueSchema {
  const name = schema.$ref?.split('/').at(-1)
  if (name === undefined) return schema
  const schemas = document.components.schemas as unknown as Readonly<Record<string, ValueSchema>>
  return schemas[name] ?? {}
}
