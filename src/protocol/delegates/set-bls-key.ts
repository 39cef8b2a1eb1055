import { isBlsPublicKey, verifyBlsPossession } from '#base/bls.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { NOT_A_CANDIDATE } from '../staking/status.ts'
import { BlsKeySet } from './events.ts'
import { findDelegateByManager } from './find-delegate.ts'
import { BAD_BLS_KEY, BAD_BLS_PROOF } from './status.ts'

interface SetBlsKey {
  readonly publicKey: Uint8Array
  readonly proof: Uint8Array
}

const MAX_KEY_ARGUMENT_BYTES = 256

/** Sets the BLS key with which the delegate signs its reveals, with a proof of possession. Owner or operator may. */
export const setBlsKey = defineAction<SetBlsKey>({
  signature: 'setBlsKey(bytes,bytes)',
  payable: false,
  decode: (reader) => ({
    publicKey: reader.bytes(MAX_KEY_ARGUMENT_BYTES),
    proof: reader.bytes(MAX_KEY_ARGUMENT_BYTES),
  }),
  payloadBytes: (args) => args.publicKey.length + args.proof.length,
  execute,
})

function execute(context: ActionContext, args: SetBlsKey): Refusal | undefined {
  const { world, sender } = context
  const { publicKey, proof } = args
  const delegate = findDelegateByManager(world, sender)
  if (delegate === undefined) return refuse(NOT_A_CANDIDATE, sender)
  if (!isBlsPublicKey(publicKey)) return refuse(BAD_BLS_KEY)
  if (!verifyBlsPossession(publicKey, proof)) return refuse(BAD_BLS_PROOF)
  world.delegates.delegates.set(delegate.id, { ...delegate, blsKey: publicKey })
  context.emit(BlsKeySet.log(delegate.id, publicKey))
  return undefined
}
