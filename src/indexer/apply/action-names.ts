import { toFunctionSelector } from 'viem'
import { PROTOCOL_ADDRESSES } from '#params/protocol-addresses.ts'
import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import type { FetchedTransaction } from '../node/fetched-block.ts'

const NAMES: ReadonlyMap<string, string> = new Map(
  bouleAbi.flatMap((item) =>
    item.type === 'function' ? [[toFunctionSelector(item), item.name] as const] : [],
  ),
)

/** What a transaction asks for: the function that it calls, or `transfer`. Null when it is neither. */
export function actionOf({ recipient, input }: FetchedTransaction): string | null {
  if (recipient === undefined) return null
  if (!isProtocol(recipient)) return input === '0x' ? 'transfer' : null
  return NAMES.get(input.slice(0, 10)) ?? null
}

/** An address of the protocol itself: value that is sent there is moved by what is called, as its events say. */
export function isProtocol(address: string): boolean {
  return (PROTOCOL_ADDRESSES as ReadonlySet<string>).has(address)
}
