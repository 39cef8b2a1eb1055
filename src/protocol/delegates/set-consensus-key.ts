import { consensusAddress, CONSENSUS_KEY_BYTES, toUpperHex } from '#base/consensus-key.ts'
import { isEd25519PublicKey, verifyEd25519 } from '#base/ed25519.ts'
import { type ActionContext, defineAction } from '../action.ts'
import { type Refusal, refuse } from '../outcome.ts'
import { NOT_A_CANDIDATE } from '../staking/status.ts'
import { consensusKeyMessage } from './consensus-proof.ts'
import { ConsensusKeySet } from './events.ts'
import { findDelegateByManager } from './find-delegate.ts'
import { BAD_CONSENSUS_KEY, BAD_CONSENSUS_PROOF, CONSENSUS_KEY_IS_TAKEN } from './status.ts'

interface SetConsensusKey {
  readonly publicKey: Uint8Array
  readonly proof: Uint8Array
}

const MAX_KEY_ARGUMENT_BYTES = 256

/**
 * Sets the ed25519 key with which the delegate's node signs blocks, from the next election on. Owner or operator may. The
 * proof is the key's signature over `consensusKeyMessage`.
 */
export const setConsensusKey = defineAction<SetConsensusKey>({
  signature: 'setConsensusKey(bytes,bytes)',
  payable: false,
  decode: (reader) => ({
    publicKey: reader.bytes(MAX_KEY_ARGUMENT_BYTES),
    proof: reader.bytes(MAX_KEY_ARGUMENT_BYTES),
  }),
  payloadBytes: (args) => args.publicKey.length + args.proof.length,
  execute,
})

function execute(context: ActionContext, args: SetConsensusKey): Refusal | undefined {
  const { world, sender, chainId } = context
  const { publicKey, proof } = args
  const delegate = findDelegateByManager(world, sender)
  if (delegate === undefined) return refuse(NOT_A_CANDIDATE, sender)
  if (publicKey.length !== CONSENSUS_KEY_BYTES || !isEd25519PublicKey(publicKey)) {
    return refuse(BAD_CONSENSUS_KEY)
  }
  const holder = world.delegates.index.byValidator(toUpperHex(consensusAddress(publicKey)))
  if (holder !== undefined && holder !== delegate.id) return refuse(CONSENSUS_KEY_IS_TAKEN, holder)
  const message = consensusKeyMessage(chainId, delegate.id, publicKey)
  if (!verifyEd25519(publicKey, message, proof)) return refuse(BAD_CONSENSUS_PROOF)
  world.delegates.delegates.set(delegate.id, { ...delegate, consensusKey: publicKey })
  context.emit(ConsensusKeySet.log(delegate.id, publicKey))
  return undefined
}
