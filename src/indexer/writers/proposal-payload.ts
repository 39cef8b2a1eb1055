import { decodeFunctionData, type Hex } from 'viem'
import { governanceAbi } from '#sdk/abi/governance-abi.ts'
import { PAYLOAD_KINDS } from '#sdk/governance/names.ts'
import { decodePayload } from '#sdk/governance/payload.ts'

/** What a proposal says, from the transaction that brought it. */
export interface ProposalContent {
  readonly text: string
  readonly payloadBytes: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Reads the input of `propose` or `revise`. */
export function readContent(input: string): ProposalContent {
  const call = decodeFunctionData({ abi: governanceAbi, data: input as Hex })
  if (call.functionName !== 'propose' && call.functionName !== 'revise') {
    throw new Error(`a proposal came with a call of ${call.functionName}`)
  }
  const [kind, , text, payloadBytes] =
    call.functionName === 'propose' ? call.args : call.args.slice(1)
  const name = PAYLOAD_KINDS[Number(kind)]
  if (name === undefined) throw new Error(`a proposal has the kind ${String(kind)}`)
  const payload = decodePayload(name, payloadBytes as Hex)
  return {
    text: text as string,
    payloadBytes: payloadBytes as string,
    payload: toJson(payload) as Readonly<Record<string, unknown>>,
  }
}

/** As JSON-RPC answers it: amounts and 64-bit numbers as decimal text, addresses in lower case. */
function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string')
    return /^0x[0-9a-fA-F]{40}$/.test(value) ? value.toLowerCase() : value
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]))
}
