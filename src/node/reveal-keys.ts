import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { equalBytes } from '#base/bytes.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import type { Genesis } from '#params/genesis.ts'

/** The secret BLS keys that a node can sign reveals with, by public key. */
export interface RevealKeys {
  /** `undefined` when the node does not have it. */
  secretOf(publicKey: Uint8Array): Uint8Array | undefined
}

/**
 * The BLS keys of a devnet's genesis delegates. They are computed from public text, so everybody has them: one process can
 * stand in for all delegates, and they protect nothing. A delegate that registered with a key of its own is not among them.
 */
export function createDevRevealKeys(genesis: Genesis): RevealKeys {
  const names = new Map<Hex, string>()
  for (const { blsKey, name } of genesis.delegates) {
    if (blsKey.length > 0) names.set(toHex(blsKey), name)
  }
  const secrets = new Map<Hex, Uint8Array | undefined>()
  return {
    secretOf: (publicKey) => {
      const key = toHex(publicKey)
      if (secrets.has(key)) return secrets.get(key)
      const name = names.get(key)
      if (name === undefined) return undefined
      const secret = blsSecretKeyFromSeed(computeDevSeed('bls', name))
      // A genesis may give a delegate a real key: then its name says nothing about it.
      const known = equalBytes(blsPublicKey(secret), publicKey) ? secret : undefined
      secrets.set(key, known)
      return known
    },
  }
}

/** Of a delegate's own node. */
export function createOwnRevealKey(secret: Uint8Array): RevealKeys {
  const own = blsPublicKey(secret)
  return { secretOf: (publicKey) => (equalBytes(own, publicKey) ? secret : undefined) }
}

/** Of a node that signs for nobody. */
export const NO_REVEAL_KEYS: RevealKeys = { secretOf: () => undefined }
