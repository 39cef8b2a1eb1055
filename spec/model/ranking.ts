import { toAddress } from '#base/address.ts'
import { blake2b256, keccak256 } from '#base/hash.ts'
import { toIoAddress } from '#base/io-address.ts'
import type { Account, Candidate, ElectedSet, ModelState } from './types.ts'
import { multiplyLikeBigFloat, selfStakeOf, votesOfCandidate } from './weight.ts'

export type Ranked = {
  readonly candidate: Candidate
  readonly votesRau: bigint
  /** What counts: less on probation. */
  readonly countedRau: bigint
}

/** In how many of the epochs of the window before `epoch` a delegate was unproductive. */
function probationCount(state: ModelState, id: Account, epoch: number): number {
  // The list is made at an epoch's end, by the rules of that epoch.
  const window = state.probationWindows.get(epoch - 1) ?? state.rules.probationWindowEpochs
  let count = 0
  for (let past = epoch - window; past < epoch; past++) {
    if ((state.unproductive.get(past) ?? []).includes(id)) count++
  }
  return count
}

function countedVotes(state: ModelState, votesRau: bigint): bigint {
  const kept = 100 - state.rules.probationIntensityPercent
  if (state.rules.tieRule === 'iotex-2019') return multiplyLikeBigFloat(votesRau, kept / 100)
  return (votesRau * BigInt(kept)) / 100n
}

/**
 * A delegate takes part when its self-stake is large enough, staked, its own or endorsed, and it is
 * not on its way out.
 */
function isActive(state: ModelState, candidate: Candidate): boolean {
  if (candidate.retired) return false
  if (candidate.exitHeight !== undefined && candidate.exitHeight !== Number.POSITIVE_INFINITY) {
    return false
  }
  if (candidate.selfStakeBucket === undefined) return false
  const bucket = state.buckets.get(candidate.selfStakeBucket)
  if (bucket === undefined || bucket.unstakedSeconds !== 0) return false
  if (selfStakeOf(state, candidate) < state.rules.minActiveStakeRau) return false
  if (bucket.owner !== candidate.owner) {
    const end = state.endorsements.get(bucket.index)
    if (end === undefined || state.height >= end) return false
  }
  return candidate.consensusKey !== '' || !state.rules.consensusKeyRequired
}

/**
 * Who can be elected for `epoch` as things stand, best first. `listEpoch` is the epoch whose
 * probation list counts.
 */
export function rank(
  state: ModelState,
  options: { readonly listEpoch: number; readonly epochStartHeight: number },
): readonly Ranked[] {
  const rows: Ranked[] = []
  for (const candidate of state.candidates.values()) {
    const votesRau = votesOfCandidate(state, candidate)
    const isListed = probationCount(state, candidate.id, options.listEpoch) > 0
    const countedRau = isListed ? countedVotes(state, votesRau) : votesRau
    if (!isActive(state, candidate)) continue
    if (votesRau < state.rules.scoreThresholdRau || countedRau === 0n) continue
    rows.push({ candidate, votesRau, countedRau })
  }
  return rows.sort((a, b) => {
    if (a.countedRau !== b.countedRau) return a.countedRau > b.countedRau ? -1 : 1
    if (state.rules.tieRule === 'registration') {
      return a.candidate.registration - b.candidate.registration
    }
    const first = tieOf(a.candidate, options.epochStartHeight)
    const second = tieOf(b.candidate, options.epochStartHeight)
    if (first.priority !== second.priority) return first.priority > second.priority ? -1 : 1
    return first.key > second.key ? -1 : 1
  })
}

function littleEndian(value: number): Uint8Array {
  return Uint8Array.from({ length: 8 }, (_, index) => Math.floor(value / 256 ** index) % 256)
}

function tieOf(candidate: Candidate, seed: number): { key: string; priority: bigint } {
  const key = toIoAddress(toAddress(candidate.operator))
  const digest = blake2b256(Buffer.concat([Buffer.from(key), littleEndian(seed)]))
  return { key, priority: Buffer.from(digest).readBigUInt64LE(0) }
}

/**
 * Elects for `epoch` from a ranking, with the randomness of the election point. Without anyone the
 * set before carries on.
 */
export function elect(
  state: ModelState,
  ranking: readonly Ranked[],
  options: { readonly epoch: number; readonly epochStartHeight: number; readonly mix: Uint8Array },
): ElectedSet {
  const elected = ranking.slice(0, state.rules.consensusDelegates).map((row) => row.candidate)
  if (elected.length === 0) {
    const before = state.sets.get(options.epoch - 1)
    if (before === undefined) throw new Error(`nobody can be elected for epoch ${options.epoch}`)
    return { ...before, origin: 'continued' }
  }
  const lots = elected.map((candidate) => ({
    id: candidate.id,
    lot: lotOf(state, candidate, options),
  }))
  lots.sort((a, b) => Buffer.compare(a.lot, b.lot))
  return {
    origin: 'elected',
    delegates: elected.map((candidate) => candidate.id),
    producers: lots.slice(0, state.rules.producers).map((entry) => entry.id),
  }
}

function lotOf(
  state: ModelState,
  candidate: Candidate,
  options: { readonly epochStartHeight: number; readonly mix: Uint8Array },
): Uint8Array {
  if (state.rules.drawRule === 'boule') {
    const number = littleEndian(candidate.registration).toReversed()
    return keccak256(Buffer.concat([options.mix, number]))
  }
  const operator = Buffer.from(toIoAddress(toAddress(candidate.operator)))
  const seed = Buffer.from('1234567890abcdef', 'hex')
  return keccak256(Buffer.concat([operator, seed, littleEndian(options.epochStartHeight)]))
}
