import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'

/** What a devnet key is for. */
export type DevKeyKind = 'owner' | 'operator' | 'consensus' | 'bls'

/**
 * The 32 bytes from which a devnet delegate's key is made: the private key itself for accounts, the seed for ed25519 and
 * BLS. Anyone can compute them: the delegates of a devnet belong to everybody, and their keys must guard nothing.
 */
export function computeDevSeed(kind: DevKeyKind, delegate: string): Uint8Array {
  return sha256(utf8ToBytes(`boule devnet ${kind} ${delegate}`))
}
