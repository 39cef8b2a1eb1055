import { assert } from '#base/assert.ts'
import { compareBytes, concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { blake2b256 } from '#base/hash.ts'
import { compareBigint } from '#base/integers.ts'

/**
 * What decides a candidate's place. `key` is its name or address, by era; keys of one list differ.
 */
export type OrderedCandidate = {
  readonly key: string
  readonly votesRau: bigint
  readonly priority: bigint
}

/**
 * IoTeX's tie-break: the first 8 bytes of blake2b-256(key ‖ seed), both integers least significant
 * byte first. `seed` is the time of the Ethereum block in seconds, of the tip, or the epoch's first
 * height, by era. Source: iotex-election, util/util.go.
 */
export function computePriority(key: string, seed: number): bigint {
  assert(Number.isSafeInteger(seed) && seed >= 0, 'a seed is at least 0')
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seed), true)
  const digest = blake2b256(concatBytes(utf8ToBytes(key), bytes))
  return new DataView(digest.buffer, digest.byteOffset, 8).getBigUint64(0, true)
}

/** Votes, then priority, then key: each the larger first. */
export function compareCandidates(a: OrderedCandidate, b: OrderedCandidate): number {
  return (
    compareBigint(b.votesRau, a.votesRau) ||
    compareBigint(b.priority, a.priority) ||
    compareBytes(utf8ToBytes(b.key), utf8ToBytes(a.key))
  )
}

/** The candidates in IoTeX's order of rank, best first. Extra fields are kept. */
export function orderCandidates<
  Candidate extends { readonly key: string; readonly votesRau: bigint },
>(candidates: readonly Candidate[], seed: number): readonly Candidate[] {
  const ordered = candidates.map((candidate) => ({
    candidate,
    key: candidate.key,
    votesRau: candidate.votesRau,
    priority: computePriority(candidate.key, seed),
  }))
  ordered.sort(compareCandidates)
  return ordered.map((entry) => entry.candidate)
}
