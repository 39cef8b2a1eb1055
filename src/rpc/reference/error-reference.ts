import { ADMISSION_CODES } from '#protocol/admission.ts'
import type { Status } from '#protocol/outcome.ts'
import { REASONS, RPC_ERRORS } from '../errors.ts'
import { STATUSES_BY_MODULE } from '../outcome-statuses.ts'
import { SUBMISSION_CODES } from '../submission-codes.ts'
import { CLOSE_CODES, HTTP_STATUSES } from '../wire-codes.ts'
import { code, table } from './markdown.ts'

function outcomeTable(statuses: readonly Status[]): string {
  return table(
    ['Code', 'Solidity error', 'Meaning'],
    statuses.map((status) => [String(status.code), code(status.error), status.meaning]),
  )
}

/** `docs/reference/errors.md`, from every table of codes. */
export function createErrorReference(): string {
  const outcomes = STATUSES_BY_MODULE.map(
    ({ module, statuses }) => `### Outcomes of ${module}\n\n${outcomeTable(statuses)}`,
  )
  return `# Errors

Made from the tables in the code: \`UPDATE_DOCS=1 npx vitest run src/rpc/reference\` writes it anew. A test makes each of these
errors happen (\`test/errors\`).

A transaction can fail in three places. Before it is taken: the pool refuses it, nothing is paid, and the answer to
\`eth_sendRawTransaction\` says why. In its block: the action is refused, nothing changes but the fee, and the receipt has
status 0 with an outcome code and an ABI-encoded Solidity error. Asked for with \`eth_call\` or \`eth_estimateGas\`: the same
refusal comes as error 3, and nothing is paid.

## JSON-RPC errors

${table(
  ['Code', 'Name', 'Meaning', 'Given by'],
  Object.values(RPC_ERRORS).map((kind) => [code(kind.code), kind.name, kind.meaning, kind.when]),
)}

## Reasons of error −32000

\`error.data.code\` is a stable word for programs; the message is for people and may change.

${table(
  ['Word', 'Meaning'],
  Object.entries(REASONS).map(([word, meaning]) => [code(word), meaning]),
)}

## Refused transactions

Also error −32000 with \`data.code\`. The message begins with the text that Ethereum’s clients look for.

${table(
  ['Word', 'Meaning'],
  SUBMISSION_CODES.map((one) => [code(one.code), one.meaning]),
)}

## Codes of the state machine’s check

What \`CheckTx\` and a block’s transaction results say of a transaction that may not stand in a block.

${table(
  ['Code', 'Meaning'],
  Object.values(ADMISSION_CODES).map((one) => [code(one.code), one.meaning]),
)}

## Outcome codes

What a receipt of status 0 gives as \`outcomeCode\`, and as \`revertReason\` the ABI-encoded error. Codes up to 212 are those of
iotex-core. Where several mistakes share one, the Solidity error tells them apart. Those of every module are seen before the
transaction is taken: it is \`refused\` (above) with the error in the message and stands in no block; calls give the error.

${outcomes.join('\n\n')}

## HTTP status

${table(['Status', 'Meaning'], Object.entries(HTTP_STATUSES))}

## WebSocket close codes

${table(['Code', 'Meaning'], Object.entries(CLOSE_CODES))}
`
}
