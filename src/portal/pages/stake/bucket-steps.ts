import type { Address } from '#base/address.ts'
import { callChangeCandidate } from '../../transactions/calls.ts'
import type { PlannedStep } from '../../transactions/plan-store.ts'
import {
  callDepositToStake,
  callRestake,
  callTransferStake,
  callUnstake,
  callWithdrawStake,
} from '../../transactions/staking-calls.ts'
import { type Bucket, type Lock, lockOf } from './lock.ts'

// What has to be signed for each thing that can be done with a bucket. The chain has the last word: it tries every step out.

export const BUCKET_ACTIONS = [
  'move',
  'deposit',
  'restake',
  'unlock',
  'withdraw',
  'transfer',
] as const
export type BucketAction = (typeof BUCKET_ACTIONS)[number]

/** What makes sense for a bucket in this state, the most likely first. */
export function actionsFor(lock: Lock): readonly BucketAction[] {
  switch (lock.kind) {
    case 'held':
    case 'running':
      return ['move', 'deposit', 'restake', 'unlock', 'transfer']
    case 'over':
      return ['unlock', 'restake', 'move', 'deposit', 'transfer']
    case 'waiting':
    case 'free':
      return ['withdraw', 'transfer']
    case 'withdrawn':
      return []
  }
}

export function stepsToMove(bucket: Bucket, delegate: string): readonly PlannedStep[] {
  return [{ id: 'move', call: callChangeCandidate(bucket.index, delegate) }]
}

/** Only a bucket with auto-stake takes coins: where it is off, it is switched on first. */
export function stepsToDeposit(bucket: Bucket, amountRau: bigint): readonly PlannedStep[] {
  const deposit = { id: 'deposit', call: callDepositToStake(bucket.index, amountRau) }
  if (bucket.autoStake) return [deposit]
  return [{ id: 'auto-stake', call: callRestake(bucket.index, bucket.durationDays, true) }, deposit]
}

export function stepsToRestake(
  bucket: Bucket,
  durationDays: number,
  autoStake: boolean,
): readonly PlannedStep[] {
  return [{ id: 'restake', call: callRestake(bucket.index, durationDays, autoStake) }]
}

/**
 * As far as the way to the coins can be gone now: auto-stake off, which starts the lock, and the unlocking itself once the lock is over.
 * Empty while there is nothing to do but wait.
 */
export function stepsToUnlock(bucket: Bucket, nowSeconds: number): readonly PlannedStep[] {
  const lock = lockOf(bucket, nowSeconds)
  const unlock = { id: 'unlock', call: callUnstake(bucket.index) }
  if (lock.kind === 'over') return [unlock]
  if (lock.kind !== 'held') return []
  const start = {
    id: 'auto-stake-off',
    call: callRestake(bucket.index, bucket.durationDays, false),
  }
  return bucket.durationDays === 0 ? [start, unlock] : [start]
}

export function stepsToWithdraw(bucket: Bucket, nowSeconds: number): readonly PlannedStep[] {
  if (lockOf(bucket, nowSeconds).kind !== 'free') return []
  return [{ id: 'withdraw', call: callWithdrawStake(bucket.index) }]
}

export function stepsToTransfer(bucket: Bucket, owner: Address): readonly PlannedStep[] {
  return [{ id: 'transfer', call: callTransferStake(bucket.index, owner) }]
}
