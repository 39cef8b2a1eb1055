import type { Address } from '#base/address.ts'
import { AddressGroups } from '#base/address-groups.ts'
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

export function createBucketIndex(): BucketIndex {
  const owners = new AddressGroups()
  const delegates = new AddressGroups()
  const pages = createBucketPages()
  return {
    byOwner: (owner) => owners.list(owner),
    byDelegate: (delegate) => delegates.list(delegate),
    list: (offset, limit) => pages.list(offset, limit),
    onChange: (key, before, after) => {
      if (before === undefined && after !== undefined) pages.add(key)
      if (before !== undefined && after === undefined) pages.remove(key)
      if (before?.owner !== after?.owner) {
        if (before !== undefined) owners.remove(before.owner, key)
        if (after !== undefined) owners.add(after.owner, key)
      }
      if (before?.delegate !== after?.delegate) {
        if (before !== undefined) delegates.remove(before.delegate, key)
        if (after !== undefined) delegates.add(after.delegate, key)
      }
    },
  }
}
