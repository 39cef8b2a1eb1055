import { encodeError } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'

/**
 * An outcome code: what a refused action answers. Codes follow iotex-core where it has one, and stand in each module's
 * `status.ts` in order of precedence. `error` is the Solidity custom error that reaches the client.
 */
export interface Status {
  readonly code: number
  /** Solidity signature such as `NotBucketOwner(uint64,address)`. */
  readonly error: string
  /** One sentence: what was wrong and what would be right. */
  readonly meaning: string
}

/** A refused action: nothing was changed by it. */
export interface Refusal {
  readonly status: Status
  /** ABI-encoded custom error. */
  readonly data: Uint8Array
}

/** Largest figure that an error can carry. */
const MAX_WORD = (1n << 256n) - 1n

/**
 * A refusal with the figures of its error. A sum of what a caller names may be beyond 256 bits; it is then given as the largest
 * figure there is, since a refusal must never stop the machine.
 */
export function refuse(status: Status, ...values: readonly AbiValue[]): Refusal {
  const figures = values.map((value) =>
    typeof value === 'bigint' && value > MAX_WORD ? MAX_WORD : value,
  )
  return { status, data: encodeError(status.error, figures) }
}
