import type { Address } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { createBucketPages } from './bucket-pages.ts'
import type { Bucket } from './state.ts'

/** Indexes of buckets, in ascending order. Derived from the buckets, never stored. */
export interface BucketIndex {
  byOwner(owner: Address): readonly number[]
  byDelegate(delegate: Address): readonly number[]
  /** All that exist, from the `offset`-th on, at most `limit`. */
  list(offset: number, limit: number): readonly number[]
  readonly onChange: (key: number, before: Bucket | undefined, after: Bucket | undefined) => void
}

/** Most addresses own one bucket: a lone index stands for the set, which saves most of the memory. */
type Members = number | Set<number>

function add(index: Map<Address, Members>, address: Address, bucket: number): void {
  const members = index.get(address)
  if (members === undefined) index.set(address, bucket)
  else if (typeof members === 'number') index.set(address, new Set([members, bucket]))
  else members.add(bucket)
}

function remove(index: Map<Address, Members>, address: Address, bucket: number): void {
  const members = index.get(address)
  assert(members !== undefined, 'an indexed bucket has its entry')
  if (typeof members === 'number') {
    index.delete(address)
    return
  }
  members.delete(bucket)
  if (members.size === 0) index.delete(address)
}

function list(index: Map<Address, Members>, address: Address): readonly number[] {
  const members = index.get(address)
  if (members === undefined) return []
  if (typeof members === 'number') return [members]
  // The set's own order is that of past changes; sorting makes it one that every machine has.
  return [...members].sort((a, b) => a - b)
}

export function createBucketIndex(): BucketIndex {
  const owners = new Map<Address, Members>()
  const delegates = new Map<Address, Members>()
  const pages = createBucketPages()
  return {
    byOwner: (owner) => list(owners, owner),
    byDelegate: (delegate) => list(delegates, delegate),
    list: (offset, limit) => pages.list(offset, limit),
    onChange: (key, before, after) => {
      if (before === undefined && after !== undefined) pages.add(key)
      if (before !== undefined && after === undefined) pages.remove(key)
      if (before?.owner !== after?.owner) {
        if (before !== undefined) remove(owners, before.owner, key)
        if (after !== undefined) add(owners, after.owner, key)
      }
      if (before?.delegate !== after?.delegate) {
        if (before !== undefined) remove(delegates, before.delegate, key)
        if (after !== undefined) add(delegates, after.delegate, key)
      }
    },
  }
}
