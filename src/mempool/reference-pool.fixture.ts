import type { Address } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import type { PoolLimits } from './pool-limits.ts'
import type { PoolRefusalCode } from './pool-refusal.ts'
import type { AccountView } from './pool-state.ts'

interface Held {
  readonly signed: SignedTransaction
  readonly arrival: number
}

/**
 * The pool's rules in the slowest and plainest way: one list, everything computed anew. Written from the README, shares no code
 * with the pool.
 */
export function createReferencePool(
  limits: PoolLimits,
  account: (address: Address) => AccountView,
  startFeeRau: bigint,
) {
  let held: Held[] = []
  let arrivals = 0
  let baseFeeRau = startFeeRau
  let height = 0
  const gapSince = new Map<Address, number>()

  const price = ({ signed: { transaction } }: Held): bigint => {
    const offered = baseFeeRau + transaction.maxPriorityFeePerGasRau
    return transaction.maxFeePerGasRau < offered ? transaction.maxFeePerGasRau : offered
  }
  const cost = ({ transaction }: SignedTransaction): bigint =>
    BigInt(transaction.gasLimit) * transaction.maxFeePerGasRau + transaction.valueRau
  const of = (sender: Address, from: readonly Held[] = held): Held[] =>
    from
      .filter((one) => one.signed.sender === sender)
      .sort((a, b) => a.signed.transaction.nonce - b.signed.transaction.nonce)
  const isWaiting = (one: Held, from: readonly Held[] = held): boolean => {
    const nonces = new Set(of(one.signed.sender, from).map((h) => h.signed.transaction.nonce))
    for (let n = account(one.signed.sender).nonce; n < one.signed.transaction.nonce; n++) {
      if (!nonces.has(n)) return true
    }
    return false
  }
  const worth = (one: Held, from: readonly Held[] = held): bigint => {
    if (isWaiting(one, from)) return -1n
    return of(one.signed.sender, from)
      .filter((other) => other.signed.transaction.nonce <= one.signed.transaction.nonce)
      .map(price)
      .reduce((least, next) => (next < least ? next : least))
  }
  const tail = (sender: Address, from: readonly Held[]): Held => of(sender, from).at(-1) as Held
  const bytes = (from: readonly Held[]): number =>
    from.reduce((sum, one) => sum + one.signed.transaction.raw.length, 0)
  const senders = (from: readonly Held[]): Address[] => [
    ...new Set(from.map((one) => one.signed.sender)),
  ]

  const markGaps = (): void => {
    for (const sender of gapSince.keys()) {
      if (!of(sender).some((one) => isWaiting(one))) gapSince.delete(sender)
    }
    for (const one of held) {
      if (isWaiting(one) && !gapSince.has(one.signed.sender))
        gapSince.set(one.signed.sender, height)
    }
  }

  const refusalOf = (
    signed: SignedTransaction,
    same: Held | undefined,
  ): PoolRefusalCode | undefined => {
    const { transaction, sender } = signed
    if (held.some((one) => one.signed.transaction.hash === transaction.hash)) return 'already-known'
    const { nonce, balanceRau } = account(sender)
    if (transaction.nonce < nonce) return 'nonce-too-low'
    if (transaction.nonce > nonce + limits.maxNoncesAhead - 1) return 'nonce-too-high'
    if (transaction.maxFeePerGasRau < baseFeeRau) return 'underpriced'
    if (same !== undefined) {
      const before = same.signed.transaction
      const pairs = [
        [before.maxFeePerGasRau, transaction.maxFeePerGasRau],
        [before.maxPriorityFeePerGasRau, transaction.maxPriorityFeePerGasRau],
      ] as const
      for (const [old, offer] of pairs) {
        const percentMore = (offer - old) * 100n < old * BigInt(limits.replacementPercent)
        if (offer <= old || percentMore) return 'replacement-underpriced'
      }
    }
    const others = of(sender).filter((one) => one !== same)
    const total = others.reduce((sum, one) => sum + cost(one.signed), cost(signed))
    return total > balanceRau ? 'insufficient-funds' : undefined
  }

  /** The account that gives way, among all but the newcomer's. */
  const victimOf = (newcomer: Held, others: readonly Held[], count: number): Held | undefined => {
    const rivals = senders(others).filter((sender) => sender !== newcomer.signed.sender)
    const rows = rivals.map((sender) => {
      const last = tail(sender, others)
      return { last, worth: worth(last, others), count: of(sender, others).length }
    })
    const cheapestFirst = (a: (typeof rows)[number], b: (typeof rows)[number]): number =>
      a.worth < b.worth ? -1 : a.worth > b.worth ? 1 : b.last.arrival - a.last.arrival
    const largest = rows.sort((a, b) => b.count - a.count || cheapestFirst(a, b))[0]
    if (largest === undefined) return undefined
    const offer = worth(newcomer, [...others, newcomer])
    if (offer > largest.worth && largest.count >= count) return largest.last
    if (offer === largest.worth && largest.count > count) return largest.last
    const cheapest = rows.sort(cheapestFirst)[0]
    return cheapest !== undefined && offer > cheapest.worth ? cheapest.last : undefined
  }

  return {
    hashes: (): Hex[] => held.map((one) => one.signed.transaction.hash).sort(),
    waiting: (): Hex[] =>
      held
        .filter((one) => isWaiting(one))
        .map((one) => one.signed.transaction.hash)
        .sort(),

    add(signed: SignedTransaction): PoolRefusalCode | undefined {
      const same = of(signed.sender).find(
        (one) => one.signed.transaction.nonce === signed.transaction.nonce,
      )
      const refusal = refusalOf(signed, same)
      if (refusal !== undefined) return refusal
      const newcomer: Held = { signed, arrival: arrivals }
      let others = held.filter((one) => one !== same)
      const count = of(signed.sender, others).length + 1
      const isFull = (): boolean =>
        others.length + 1 > limits.maxTransactions ||
        bytes(others) + signed.transaction.raw.length > limits.maxBytes
      while (isFull()) {
        const victim = victimOf(newcomer, others, count)
        if (victim === undefined) return 'pool-full'
        others = others.filter((one) => one !== victim)
      }
      arrivals++
      held = [...others, newcomer]
      markGaps()
      return undefined
    },

    remove(hash: Hex): void {
      held = held.filter((one) => one.signed.transaction.hash !== hash)
      markGaps()
    },

    select(maxCount: number): Hex[] {
      const order: Hex[] = []
      let rest = held.filter((one) => !isWaiting(one))
      while (order.length < maxCount) {
        const heads = senders(rest).map((sender) => of(sender, rest)[0] as Held)
        const best = heads.sort((a, b) =>
          price(a) > price(b) ? -1 : price(a) < price(b) ? 1 : a.arrival - b.arrival,
        )[0]
        if (best === undefined) break
        order.push(best.signed.transaction.hash)
        rest = rest.filter((one) => one !== best)
      }
      return order
    },

    onCommitted(block: { height: number; baseFeeRau: bigint; senders: readonly Address[] }): void {
      height = block.height
      const touched = new Set(block.senders)
      for (const sender of touched) {
        const { nonce, balanceRau } = account(sender)
        const kept: Held[] = []
        for (const one of of(sender)) {
          const total = [...kept, one].reduce((sum, each) => sum + cost(each.signed), 0n)
          if (one.signed.transaction.nonce >= nonce && total <= balanceRau) kept.push(one)
        }
        held = held.filter((one) => one.signed.sender !== sender || kept.includes(one))
      }
      markGaps()
      baseFeeRau = block.baseFeeRau
      held = held.filter((one) => one.signed.transaction.maxFeePerGasRau >= baseFeeRau)
      markGaps()
      held = held.filter((one) => {
        const since = gapSince.get(one.signed.sender)
        const isOld = since !== undefined && height - since >= limits.gapLifetimeBlocks
        return !(isOld && isWaiting(one))
      })
      markGaps()
    },
  }
}
