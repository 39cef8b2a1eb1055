import type { Address } from '#base/address.ts'
import type { PowerPoint } from './state.ts'

/**
 * Which accounts' power changed in an epoch. Derived from the points, never stored: so the sum of all power at a boundary costs
 * what changed, not what there is.
 */
export interface PowerIndex {
  /** In no order that means anything: for sums only. */
  changedIn(epoch: number): ReadonlySet<Address>
  readonly onChange: (
    account: Address,
    before: readonly PowerPoint[] | undefined,
    after: readonly PowerPoint[] | undefined,
  ) => void
}

const NONE: ReadonlySet<Address> = new Set<Address>()

export function createPowerIndex(): PowerIndex {
  const byEpoch = new Map<number, Set<Address>>()

  const add = (epoch: number, account: Address): void => {
    const group = byEpoch.get(epoch)
    if (group === undefined) byEpoch.set(epoch, new Set([account]))
    else group.add(account)
  }
  const remove = (epoch: number, account: Address): void => {
    const group = byEpoch.get(epoch)
    group?.delete(account)
    if (group?.size === 0) byEpoch.delete(epoch)
  }

  return {
    changedIn: (epoch) => byEpoch.get(epoch) ?? NONE,
    onChange: (account, before = [], after = []) => {
      // Mostly the last point is replaced or one is added: then there is nothing or one thing to do.
      for (const { epoch } of before) if (!hasPoint(after, epoch)) remove(epoch, account)
      for (const { epoch } of after) if (!hasPoint(before, epoch)) add(epoch, account)
    },
  }
}

function hasPoint(points: readonly PowerPoint[], epoch: number): boolean {
  for (const point of points) if (point.epoch === epoch) return true
  return false
}
