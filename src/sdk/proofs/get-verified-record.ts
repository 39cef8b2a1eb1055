import type { Hex } from 'viem'
import { getBlock } from 'viem/actions'
import type { ReaderClient } from '../reads/ask.ts'
import { SdkError } from '../sdk-error.ts'
import { getProof, type GetProofParameters } from './get-proof.ts'
import { verifyProof } from './verify-proof.ts'

/** A block may come between the question for the block and the one for the proof. */
const TRIES = 5

export interface VerifiedRecord {
  readonly height: number
  readonly appHash: Hex
  /** The record in its canonical form; undefined when it is proven that there is none. */
  readonly value: Uint8Array | undefined
}

/**
 * Asks for a proof of a record and checks it against the app hash of the newest block, as the same node
 * gives it. To trust nobody, compare `appHash` with another source.
 *
 * @throws SdkError `bad-proof`.
 */
export async function getVerifiedRecord(
  client: ReaderClient,
  parameters: GetProofParameters,
): Promise<VerifiedRecord> {
  for (let tries = 1; ; tries++) {
    const before = await getBlock(client)
    const proof = await getProof(client, parameters)
    try {
      const value = verifyProof({ ...parameters, proof, appHash: before.stateRoot })
      return { height: Number(before.number), appHash: before.stateRoot, value }
    } catch (error) {
      const after = await getBlock(client)
      const isNewer = after.number !== before.number
      if (!(error instanceof SdkError) || !isNewer || tries === TRIES) throw error
    }
  }
}
