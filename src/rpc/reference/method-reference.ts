import type { JsonObject } from '../backend.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { Method } from '../method.ts'
import { ABSENT_FAMILIES, ABSENT_METHODS } from '../methods/absent-methods.ts'
import { ALL_METHODS } from '../methods/all-methods.ts'
import { SHARED_SCHEMAS } from '../openrpc.ts'
import { code, table } from './markdown.ts'

const FAMILIES: readonly (readonly [title: string, belongs: (method: Method) => boolean])[] = [
  ['The node', (method) => /^(web3|net|rpc)_/.test(method.name)],
  ['Ethereum', (method) => method.name.startsWith('eth_')],
  ['The pool', (method) => method.name.startsWith('txpool_')],
  ['Boule', (method) => method.name.startsWith('boule_') && method.only === undefined],
  ['Development networks', (method) => method.only === 'dev'],
]

/** A few words for a schema. */
function describeSchema(schema: JsonObject): string {
  const { oneOf, type, title, items } = schema
  const reference = schema['$ref']
  if (typeof reference === 'string') return reference.slice(reference.lastIndexOf('/') + 1)
  if (Array.isArray(oneOf)) {
    const parts = oneOf.map((one) => describeSchema(one as JsonObject))
    return [...new Set(parts)].join(' or ')
  }
  if (typeof title === 'string') return title
  if (Array.isArray(schema['enum']))
    return schema['enum'].map((one) => `"${String(one)}"`).join(' or ')
  if (type === 'object' && schema['properties'] !== undefined) {
    return `{ ${Object.keys(schema['properties'] as JsonObject).join(', ')} }`
  }
  if (type === 'array')
    return `list of ${items === undefined ? 'values' : describeSchema(items as JsonObject)}`
  return typeof type === 'string' ? type : 'any'
}

/** Members of a shared shape, one a line. */
function describeShape(name: string, schema: JsonObject): string {
  const members = Object.entries(
    (schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>,
  )
  if (members.length === 0) {
    const each = schema['additionalProperties'] as JsonObject
    const inner = Object.keys(each['properties'] as JsonObject)
    return `### ${name}\n\nBy name, each with ${inner.map(code).join(', ')}.`
  }
  const present = (schema['required'] ?? []) as readonly string[]
  const lines = members.map(([member, one]) => {
    const perhaps = present.includes(member) ? '' : ', where it applies'
    return `- ${code(member)}: ${describeSchema(one)}${perhaps}`
  })
  return `### ${name}\n\n${lines.join('\n')}`
}

function describeMethod(method: Method): string {
  const parts = [`### ${method.name}`, method.summary]
  if (method.description !== undefined) parts.push(method.description)
  if (method.only === 'websocket') parts.push('Over a WebSocket only.')
  if (method.parameters.length > 0) {
    parts.push(
      table(
        ['Parameter', '', 'Meaning'],
        method.parameters.map((parameter) => [
          code(parameter.name),
          parameter.required ? 'required' : 'optional',
          parameter.summary,
        ]),
      ),
    )
  }
  parts.push(`Result: ${describeSchema(method.result)}.`)
  return parts.join('\n\n')
}

/** The limits with their comments, as the code has them. */
function describeLimits(limitsSource: string): string {
  const rows: string[][] = []
  for (const [name, value] of Object.entries(DEFAULT_LIMITS)) {
    const comment = new RegExp(`/\\*\\* ([^\\n]*) \\*/\\n  readonly ${name}:`).exec(limitsSource)
    rows.push([code(name), value.toLocaleString('en'), comment?.[1] ?? ''])
  }
  return table(['Limit', 'Value', 'Meaning'], rows)
}

/** `docs/reference/json-rpc.md`, from the table of methods. `limitsSource` is the text of `limits.ts`. */
export function createMethodReference(limitsSource: string): string {
  const families = FAMILIES.map(
    ([title, belongs]) =>
      `## ${title}\n\n${ALL_METHODS.filter(belongs).map(describeMethod).join('\n\n')}`,
  )
  return `# JSON-RPC

Made from the table of methods in the code: \`UPDATE_DOCS=1 npx vitest run src/rpc/reference\` writes it anew. A running node
gives the same for programs: \`rpc_discover\` (OpenRPC).

HTTP (POST) and WebSocket share one port, 127.0.0.1:8545 unless told otherwise. Requests follow JSON-RPC 2.0, one by one or in
batches, with parameters by position. What can go wrong is in [errors.md](errors.md).

## Conventions

- Ethereum’s methods give numbers and amounts as hex quantities, bytes as hex text, addresses in lower case.
- \`boule_\` methods give heights, epochs, times and counts as JSON numbers, amounts in Rau (10⁻¹⁸ coin) as decimal text, addresses
  with checksum and, where people read them, in the \`io1\` form, too. They take both forms.
- Committed blocks are final: \`safe\` and \`finalized\` are \`latest\`.
- State is kept after the latest block only. A read at a past block is an error (\`state-not-kept\`), never the latest state
  instead. Blocks, transactions, receipts and logs are kept from the first block on.
- There is no EVM. System addresses have the code \`0xfe\` (an invalid instruction) so that wallets show calls to them as calls.
- Logs of a block itself (grants, elections, epochs) stand in its *system transaction*: the last one of the block, from and to the
  rewarding address, without gas, value and signature. Its hash is keccak256('boule-system' ‖ height as 8 bytes).
- A transaction with a tip may offer it; blocks ask for none.

## Limits

${describeLimits(limitsSource)}

A web page may use the node only when its origin is allowed (\`corsOrigins\`); a host name beside IP addresses and localhost only when it
is allowed (\`allowedHosts\`), which keeps pages of others from reaching the node by DNS rebinding.

${families.join('\n\n')}

## Shapes

Amounts in Rau are decimal text; \`bps\` are hundredths of a percent.

${Object.entries(SHARED_SCHEMAS)
  .map(([name, schema]) => describeShape(name, schema))
  .join('\n\n')}

## Not supported

${table(
  ['Method', 'Instead'],
  [
    ...ABSENT_METHODS.map(({ name, instead }) => [code(name), instead]),
    ...ABSENT_FAMILIES.map(({ prefix, instead }) => [code(`${prefix}…`), instead]),
  ],
)}
`
}
