import type { Schemas } from '../../data/queries.ts'

export type Bucket = Schemas['Bucket']

/** How far a bucket is on the way from locked to coins at hand. Times are seconds of the chain. */
export type Lock =
  /** The lock does not run down. */
  | { readonly kind: 'held' }
  /** It can be unlocked from `atSeconds` on. */
  | { readonly kind: 'running'; readonly atSeconds: number }
  /** The lock is over; it votes until it is unlocked. */
  | { readonly kind: 'over' }
  /** Unlocked; the coins can be taken from `atSeconds` on. */
  | { readonly kind: 'waiting'; readonly atSeconds: number }
  | { readonly kind: 'free' }
  | { readonly kind: 'withdrawn' }

const DAY_SECONDS = 86_400

export type LockFields = Pick<
  Bucket,
  'state' | 'autoStake' | 'stakedSeconds' | 'durationDays' | 'withdrawableSeconds'
>

/** The lock of a bucket at a time of the chain. */
export function lockOf(bucket: LockFields, nowSeconds: number): Lock {
  if (bucket.state === 'withdrawn') return { kind: 'withdrawn' }
  if (bucket.state === 'unstaked') {
    const atSeconds = bucket.withdrawableSeconds ?? 0
    return nowSeconds < atSeconds ? { kind: 'waiting', atSeconds } : { kind: 'free' }
  }
  if (bucket.autoStake) return { kind: 'held' }
  const atSeconds = bucket.stakedSeconds + bucket.durationDays * DAY_SECONDS
  return nowSeconds < atSeconds ? { kind: 'running', atSeconds } : { kind: 'over' }
}
