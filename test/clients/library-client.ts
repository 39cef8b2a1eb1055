import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'

/** What a person does with an Ethereum library that knows nothing of Boule but an ABI. */
export interface LibraryClient {
  readonly address: Address
  /** Sends a transaction that calls a function and waits for its receipt. `gasLimit` leaves out the library's estimate. */
  write(to: Address, signature: string, args: readonly Argument[], gasLimit?: number): Promise<Sent>
  /** Calls a read function whose result is one number. */
  readNumber(to: Address, signature: string, args: readonly Argument[]): Promise<bigint>
  /** Tries to send what is refused: what the library says of it, after decoding. */
  refusalOf(to: Address, signature: string, args: readonly Argument[]): Promise<string>
  balanceRau(): Promise<bigint>
  close(): Promise<void>
}

export type Argument = string | number | bigint | boolean | readonly number[]

export interface Sent {
  readonly hash: Hex
  readonly isDone: boolean
  readonly gasUsed: bigint
  readonly gasPriceRau: bigint
  /** Topic 0 of each log. */
  readonly events: readonly string[]
}

/** Makes a client of one library for a person's key. */
export type CreateClient = (
  rpcUrl: string,
  chainId: number,
  privateKey: Hex,
) => Promise<LibraryClient>

/** The custom errors that the story meets. */
export const ERRORS = ['error NotBucketOwner(uint64,address)'] as const
