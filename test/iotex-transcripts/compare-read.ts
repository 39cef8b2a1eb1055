import { decodeAbi } from '#base/abi/abi-decoder.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { parseAbiType } from '#base/abi/abi-type.ts'
import { type Address, toAddress } from '#base/address.ts'
import { compareText } from '#base/bytes.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { findRead } from '#protocol/dispatch.ts'
import { compare, type Place, type Replay } from './comparison.ts'

/** Compares an `eth_call` of a read function: its values, or that it was refused. */
export function compareRead(replay: Replay, place: Place): void {
  const { request, response } = place.step
  const [call] = request.params as readonly [{ to: string; data: string }]
  const to = toAddress(call.to)
  const data = fromHex(call.data)
  const types = findRead(to, data)?.returns ?? []
  const answer = replay.chain.call(to, data)
  compare(replay, place, 'read', {
    iotex: response.error === undefined ? summarise(types, String(response.result)) : 'refused',
    ours: answer.ok ? summarise(types, toHex(answer.data)) : 'refused',
  })
}

/** Compares a balance or a nonce. */
export function compareAccount(
  replay: Replay,
  place: Place,
  ask: (address: Address) => bigint,
): void {
  const { request, response } = place.step
  const [account = '', tag] = request.params.map(String)
  // Addresses in io form and past or future blocks are matters of the JSON-RPC server.
  if (tag !== 'latest' || !account.startsWith('0x')) {
    replay.skipped.push(request.method)
    return
  }
  compare(replay, place, 'read', {
    iotex: String(BigInt(String(response.result))),
    ours: String(ask(toAddress(account))),
  })
}

/** The values of an answer as text. Lists are put in order, because iotex-core gives candidates in none. */
function summarise(types: readonly string[], data: string): string {
  const values = decodeAbi(types.map(parseAbiType), fromHex(data))
  return values.map(toText).join(' ')
}

function toText(value: AbiValue): string {
  if (value instanceof Uint8Array) return toHex(value)
  if (!Array.isArray(value)) return String(value)
  const parts = value.map((one: AbiValue) => toText(one))
  const isList = value.every((one: AbiValue) => Array.isArray(one))
  return `[${(isList ? parts.toSorted(compareText) : parts).join(' ')}]`
}
