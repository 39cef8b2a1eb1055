import type { StateProof } from '#base/state-proof.ts'
import { parseHexAddress } from '#base/address.ts'
import { ask, type ReaderClient } from '../reads/ask.ts'

export interface GetProofParameters {
  /** Such as `staking`. */
  readonly module: string
  /** Such as `buckets`. */
  readonly collection: string
  /** A number, an address, or a text. */
  readonly key: string | number
}

/** Proof that a record is (or is not) part of the state at the newest block. Check it with `verifyProof`. */
export function getProof(
  client: ReaderClient,
  parameters: GetProofParameters,
): Promise<StateProof> {
  const { module, collection, key } = parameters
  // Keys are exact: addresses are in lower case inside, whatever their checksum looks like.
  const exact = typeof key === 'string' ? (parseHexAddress(key) ?? key) : key
  return ask(client, 'boule_getProof', [module, collection, exact])
}
