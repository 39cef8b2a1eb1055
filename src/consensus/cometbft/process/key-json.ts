import { ed25519PublicKey } from '#base/ed25519.ts'

/** An ed25519 key in the two forms in which it is needed. */
export interface KeyPair {
  /** Seed, 32 bytes. */
  readonly secret: Uint8Array
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

interface TypedValue {
  readonly type: string
  /** Base64. */
  readonly value: string
}

const PRIVATE_TYPE = 'tendermint/PrivKeyEd25519'
const PUBLIC_TYPE = 'tendermint/PubKeyEd25519'

export function keyPairOf(secret: Uint8Array): KeyPair {
  return { secret, publicKey: ed25519PublicKey(secret) }
}

/** A private key as CometBFT writes it: seed and public key, one after the other. */
export function privateKeyJson({ secret, publicKey }: KeyPair): TypedValue {
  return { type: PRIVATE_TYPE, value: Buffer.concat([secret, publicKey]).toString('base64') }
}

export function publicKeyJson({ publicKey }: KeyPair): TypedValue {
  return { type: PUBLIC_TYPE, value: Buffer.from(publicKey).toString('base64') }
}

/** The key of a file with a field `priv_key`; `undefined` when it is not one, or when its halves do not belong together. */
export function parsePrivateKey(text: string): KeyPair | undefined {
  try {
    const { priv_key } = JSON.parse(text) as { readonly priv_key?: Partial<TypedValue> }
    if (priv_key?.type !== PRIVATE_TYPE || typeof priv_key.value !== 'string') return undefined
    const bytes = Buffer.from(priv_key.value, 'base64')
    if (bytes.length !== 64) return undefined
    const pair = keyPairOf(new Uint8Array(bytes.subarray(0, 32)))
    return bytes.subarray(32).equals(pair.publicKey) ? pair : undefined
  } catch {
    return undefined
  }
}
