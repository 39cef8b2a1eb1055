import { parseHexAddress } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { proveBlsPossession } from '#base/bls.ts'
import { signEd25519 } from '#base/ed25519.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { consensusKeyMessage } from '#protocol/delegates/consensus-proof.ts'
import { type ActionReport, runAction, type Session } from '../network/session.ts'
import type { DelegateKeys } from './key-file.ts'

/** Sets both keys of a delegate, each with its proof: two transactions. */
export async function setDelegateKeys(
  session: Session,
  delegate: string,
  keys: DelegateKeys,
): Promise<readonly ActionReport[]> {
  const { client, network } = session
  const { id } = await client.getDelegate({ delegate })
  const identity = must(parseHexAddress(id), 'the identity of a delegate')
  const consensusKey = fromHex(keys.consensus.publicKey)
  const message = consensusKeyMessage(network.chainId, identity, consensusKey)
  return [
    await runAction(
      session,
      `sets the consensus key of ${delegate} to ${keys.consensus.publicKey}`,
      (sender) =>
        client.setConsensusKey({
          ...sender,
          publicKey: keys.consensus.publicKey,
          proof: toHex(signEd25519(fromHex(keys.consensus.secretKey), message)),
        }),
    ),
    await runAction(session, `sets the BLS key of ${delegate} to ${keys.bls.publicKey}`, (sender) =>
      client.setBlsKey({
        ...sender,
        publicKey: keys.bls.publicKey,
        proof: toHex(proveBlsPossession(fromHex(keys.bls.secretKey))),
      }),
    ),
  ]
}
