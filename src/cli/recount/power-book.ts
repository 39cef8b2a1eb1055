import type { Genesis } from '#params/genesis.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import type { HistoryEvent } from './read-history.ts'
import type { RuleBook } from './rule-book.ts'

/** Power of accounts, by address in lower case, at the end of an epoch. */
export type Powers = ReadonlyMap<string, bigint>

interface Bucket {
  readonly owner: string
  readonly amountRau: bigint
  readonly durationDays: number
  readonly autoStake: boolean
  readonly isStaked: boolean
}

/** The power of everybody at the ends of the epochs asked for; an epoch below 0 stands for genesis. */
export function computePowers(
  genesis: Genesis,
  history: readonly HistoryEvent[],
  rules: RuleBook,
  epochs: readonly number[],
): ReadonlyMap<number, Powers> {
  const wanted = [...new Set(epochs.map((epoch) => Math.max(0, epoch)))].sort((a, b) => a - b)
  const buckets = new Map<bigint, Bucket>(
    genesis.buckets.map((one, index) => [BigInt(index), { ...one, isStaked: true }]),
  )
  const found = new Map<number, Powers>()
  let next = 0
  for (const epoch of wanted) {
    const end = rules.endOf(epoch)
    for (; next < history.length && (history[next]?.height ?? 0) <= end; next++) {
      applyEvent(buckets, history[next] as HistoryEvent)
    }
    found.set(epoch, sumByOwner(buckets, rules.number(epoch, 'lockBonusCapPercent')))
  }
  return found
}

function sumByOwner(buckets: ReadonlyMap<bigint, Bucket>, capPercent: number): Powers {
  const powers = new Map<string, bigint>()
  for (const bucket of buckets.values()) {
    if (!bucket.isStaked) continue
    powers.set(bucket.owner, (powers.get(bucket.owner) ?? 0n) + weigh(bucket, capPercent))
  }
  return powers
}

/** The amount, and of the bonus for its lock as much as the rules allow. */
function weigh({ amountRau, durationDays, autoStake }: Bucket, capPercent: number): bigint {
  const mostRau = amountRau + (amountRau * BigInt(capPercent)) / 100n
  if (capPercent === 0) return mostRau
  const votesRau = computeVotes({ amountRau, durationDays, autoStake, selfStake: false })
  return votesRau < mostRau ? votesRau : mostRau
}

/** Amounts by what was added and taken, since the order of a block's own events among its transactions' is not that of time. */
function applyEvent(buckets: Map<bigint, Bucket>, event: HistoryEvent): void {
  if (event.eventName === 'BucketCreated') {
    const { bucketIndex, owner, amountRau, durationDays, autoStake } = event.args
    const bucket = { owner: owner.toLowerCase(), amountRau, durationDays, autoStake }
    buckets.set(bucketIndex, { ...bucket, isStaked: true })
    return
  }
  const change = changeOf(event)
  if (change === undefined) return
  const before = buckets.get(change.index)
  // A bucket that the logs so far do not know: whatever is missing shows in the sums.
  if (before === undefined) return
  const after = change.next(before)
  if (after === undefined) buckets.delete(change.index)
  else buckets.set(change.index, after)
}

interface Change {
  readonly index: bigint
  /** Undefined: the bucket is no more. */
  readonly next: (bucket: Bucket) => Bucket | undefined
}

function changeOf(event: HistoryEvent): Change | undefined {
  switch (event.eventName) {
    case 'BucketDeposited': {
      const { bucketIndex: index, addedRau } = event.args
      return { index, next: (one) => ({ ...one, amountRau: one.amountRau + addedRau }) }
    }
    case 'BucketSlashed': {
      const { bucketIndex: index, takenRau } = event.args
      return { index, next: (one) => ({ ...one, amountRau: one.amountRau - takenRau }) }
    }
    case 'BucketRestaked': {
      const { bucketIndex: index, durationDays, autoStake } = event.args
      return { index, next: (one) => ({ ...one, durationDays, autoStake }) }
    }
    case 'BucketTransferred': {
      const { bucketIndex: index, to } = event.args
      return { index, next: (one) => ({ ...one, owner: to.toLowerCase() }) }
    }
    case 'BucketUnstaked':
      return { index: event.args.bucketIndex, next: (one) => ({ ...one, isStaked: false }) }
    case 'BucketWithdrawn':
      return { index: event.args.bucketIndex, next: () => undefined }
    default:
      return undefined
  }
}
