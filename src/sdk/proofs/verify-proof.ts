import type { Hex } from 'viem'
import { parseHexAddress } from '#base/address.ts'
import { equalBytes } from '#base/bytes.ts'
import { Writer } from '#base/codec.ts'
import { parseHex } from '#base/hex.ts'
import { type StateProof, verifyProof as verifyStateProof } from '#base/state-proof.ts'
import { SdkError } from '../sdk-error.ts'

export interface VerifyProofParameters {
  readonly proof: StateProof
  /** App hash that the caller trusts: the `stateRoot` of a block. */
  readonly appHash: Hex
  /** What was asked for; the proof must be of exactly this. */
  readonly module: string
  readonly collection: string
  readonly key: string | number
}

/**
 * Checks a proof against an app hash. Returns the record in its canonical form, or undefined when the proof
 * shows that there is none.
 *
 * @throws SdkError `bad-proof` with the reason.
 */
export function verifyProof(parameters: VerifyProofParameters): Uint8Array | undefined {
  const { proof, module, collection, key } = parameters
  const appHash = parseHex(parameters.appHash)
  if (appHash === undefined) throw refuse('the app hash is not hex text')
  const verdict = verifyStateProof(proof, appHash)
  if (!verdict.valid) throw refuse(verdict.reason)
  if (proof.module !== module || proof.collection !== collection) {
    throw refuse(`it is of ${proof.module}.${proof.collection}, not of ${module}.${collection}`)
  }
  if (!equalBytes(verdict.key, encodeKey(key))) throw refuse('it is of another key')
  return verdict.value
}

function refuse(reason: string): SdkError {
  return new SdkError('bad-proof', `the proof does not hold: ${reason}`, { details: { reason } })
}

/** Keys are whole numbers (8 bytes), addresses (20 bytes) or other text (with its length). */
function encodeKey(key: string | number): Uint8Array {
  if (typeof key === 'number') return new Writer().u64(key).finish()
  const address = parseHexAddress(key)
  return address === undefined
    ? new Writer().text(key).finish()
    : new Writer().address(address).finish()
}
