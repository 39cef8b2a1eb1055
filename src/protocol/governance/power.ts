import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { minBigint } from '#base/integers.ts'
import { parseAddressList } from '#params/rule-text.ts'
import type { Rules } from '#params/rule-table.ts'
import { getRules } from '../params/rules.ts'
import type { Bucket } from '../staking/state.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import type { PowerPoint } from './state.ts'

/**
 * What a bucket gives to its owner in votes of governance: its amount, and of the bonus for a long lock at most the part that the
 * rules allow. Nothing once it is unstaked.
 */
export function computeBucketPower(bucket: Bucket, rules: Rules): bigint {
  if (bucket.unstakedSeconds !== 0) return 0n
  if (rules.lockBonusCapPercent === 0) return bucket.amountRau
  const { amountRau, durationDays, autoStake } = bucket
  const weightRau = computeVotes({ amountRau, durationDays, autoStake, selfStake: false })
  return minBigint(weightRau, (amountRau * BigInt(100 + rules.lockBonusCapPercent)) / 100n)
}

/** The epoch that changes of power belong to: the running one; 0 at genesis. */
function epochOfChange(world: World): number {
  return world.epochs.current.get(ONLY) ?? 0
}

/** Called by `staking` with every change of a bucket. Keeps the power of accounts by epoch. PERF: one record for each owner concerned. */
export function moveBucketPower(
  world: World,
  before: Bucket | undefined,
  after: Bucket | undefined,
): void {
  const epoch = epochOfChange(world)
  // At genesis there are no rules of an epoch 0: the first ones are recorded under that number.
  const rules = getRules(world, epoch)
  const takenRau = before === undefined ? 0n : computeBucketPower(before, rules)
  const givenRau = after === undefined ? 0n : computeBucketPower(after, rules)
  if (before?.owner === after?.owner) {
    if (after !== undefined) addPower(world, after.owner, givenRau - takenRau, epoch)
    return
  }
  if (before !== undefined) addPower(world, before.owner, -takenRau, epoch)
  if (after !== undefined) addPower(world, after.owner, givenRau, epoch)
}

function addPower(world: World, account: Address, differenceRau: bigint, epoch: number): void {
  if (differenceRau === 0n) return
  const points = world.governance.powers.get(account)
  const powerRau = (points?.at(-1)?.powerRau ?? 0n) + differenceRau
  assert(powerRau >= 0n, 'the power of an account is at least 0')
  setPower(world, account, { epoch, powerRau })
}

/** Writes the power of an account from the end of `point.epoch` on, and drops points that nothing asks for any more. */
export function setPower(world: World, account: Address, point: PowerPoint): void {
  const before = world.governance.powers.get(account)
  if (before === undefined) {
    world.governance.powers.set(account, [point])
    return
  }
  const last = before.at(-1)
  assert(last !== undefined && last.epoch <= point.epoch, 'power is written in order of epochs')
  const horizon = world.governance.register.get(ONLY)?.powerHorizon ?? 0
  const kept = last.epoch === point.epoch ? before.length - 1 : before.length
  let first = 0
  while (first + 1 < kept && (before[first + 1] as PowerPoint).epoch <= horizon) first++
  const points = before.slice(first, kept)
  points.push(point)
  world.governance.powers.set(account, points)
}

/** Power at the end of `epoch`; what genesis gave counts as held ever since. */
export function powerAt(points: readonly PowerPoint[] | undefined, epoch: number): bigint {
  if (points === undefined) return 0n
  const asked = epoch < 0 ? 0 : epoch
  for (let i = points.length - 1; i >= 0; i--) {
    const point = points[i] as PowerPoint
    if (point.epoch <= asked) return point.powerRau
  }
  return 0n
}

/** min(power at `epoch`, power at `epoch − maturity`): coins that came later do not count. */
export function aged(
  points: readonly PowerPoint[] | undefined,
  epoch: number,
  maturityEpochs: number,
): bigint {
  if (points === undefined) return 0n
  const nowRau = powerAt(points, epoch)
  return maturityEpochs === 0 || nowRau === 0n
    ? nowRau
    : minBigint(nowRau, powerAt(points, epoch - maturityEpochs))
}

/** The accounts of the rule `excludedAccounts`. */
export function excludedBy(rules: Rules): ReadonlySet<Address> {
  return accountsOf(rules.excludedAccounts)
}

const lists = new Map<string, ReadonlySet<Address>>()

/** The accounts of a rule that lists addresses. */
export function accountsOf(text: string): ReadonlySet<Address> {
  let known = lists.get(text)
  if (known === undefined) {
    known = new Set(parseAddressList(text))
    if (lists.size > 100) lists.clear()
    lists.set(text, known)
  }
  return known
}

/** Aged power of an account at the end of `epoch`; nothing when the rules of that epoch exclude it. */
export function getAgedPower(
  world: World,
  account: Address,
  epoch: number,
  maturityEpochs: number,
): bigint {
  if (excludedBy(getRules(world, epoch)).has(account)) return 0n
  return aged(world.governance.powers.get(account), epoch, maturityEpochs)
}
