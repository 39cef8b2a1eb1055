import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '#base/hex.ts'
import type { Collection, JournaledStore } from '#protocol/store.ts'
import {
  byOwner,
  createToy,
  itemsSchema,
  openToyCollections,
  type ToyCollections,
  toyAddress,
} from '../toy-chain.fixture.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'

/** What a store should hold: plain copies of everything at each mark. */
interface Model {
  balances: [string, bigint][]
  items: [number, bigint][]
  notes: [string, string][]
}

type Operation =
  | {
      readonly kind: 'set' | 'delete'
      readonly where: keyof Model
      readonly key: number
      readonly value: number
    }
  | { readonly kind: 'mark' | 'revert' | 'commit' | 'hash' }

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constantFrom('set' as const, 'set' as const, 'delete' as const),
      where: fc.constantFrom('balances' as const, 'items' as const, 'notes' as const),
      key: fc.nat(30),
      value: fc.nat(1000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('mark' as const, 'revert' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'hash' as const) }),
  },
)

function put<K>(list: readonly [K, unknown][], key: K, value: unknown): [K, never][] {
  const at = list.findIndex(([other]) => other === key)
  const entry = [key, value] as [K, never]
  if (at < 0) return [...(list as [K, never][]), entry]
  return list.map((one, i) => (i === at ? entry : one)) as [K, never][]
}

function change(
  store: ToyCollections,
  model: Model,
  one: Operation & { kind: 'set' | 'delete' },
): Model {
  const keys = { balances: toyAddress(one.key), items: one.key, notes: `note ${one.key}` }
  const key = keys[one.where]
  const values = {
    balances: BigInt(one.value),
    items: { owner: toyAddress(one.value % 5), amountRau: BigInt(one.value) },
    notes: `text ${one.value}`,
  }
  const collection = store[one.where] as Collection<string | number, unknown>
  if (one.kind === 'delete') {
    collection.delete(key)
    const kept = (model[one.where] as [unknown, unknown][]).filter(([other]) => other !== key)
    return { ...model, [one.where]: kept }
  }
  collection.set(key, values[one.where])
  const value = one.where === 'items' ? values.items.amountRau : values[one.where]
  return { ...model, [one.where]: put(model[one.where] as [unknown, unknown][], key, value) }
}

function contents(store: ToyCollections): Model {
  const model: Model = { balances: [], items: [], notes: [] }
  store.balances.each((key, value) => model.balances.push([key, value]))
  store.items.each((key, value) => model.items.push([key, value.amountRau]))
  store.notes.each((key, value) => model.notes.push([key, value]))
  return model
}

/** Counts owners anew: what the derived index must equal at any time. */
function recount(store: ToyCollections): [string, number][] {
  const owned = new Map<string, number>()
  store.items.each((_key, item) => owned.set(item.owner, (owned.get(item.owner) ?? 0) + 1))
  return [...owned].sort(byOwner)
}

/** A store that went straight to `model`, in which the root depends on slots, too. */
function runOperations(operations: readonly Operation[]): {
  store: MemoryStore
  toy: ToyCollections
  model: Model
} {
  const store = createMemoryStore()
  const toy = openToyCollections(store)
  let model: Model = { balances: [], items: [], notes: [] }
  let marks: { mark: number; model: Model }[] = []
  for (const one of operations) {
    if (one.kind === 'set' || one.kind === 'delete') {
      model = change(toy, model, { ...one, kind: one.kind })
    } else if (one.kind === 'mark') marks.push({ mark: store.mark(), model })
    else if (one.kind === 'hash') store.computeRoots()
    else if (one.kind === 'commit') {
      store.commit()
      marks = []
    } else {
      const last = marks.pop()
      if (last === undefined) continue
      store.revertTo(last.mark)
      model = last.model
    }
    expect(contents(toy)).toEqual(model)
  }
  return { store, toy, model }
}

describe('a memory store', () => {
  it('holds what plain copies hold, with nested marks, reverts and commits', () => {
    let reverts = 0
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120, size: 'max' }), (operations) => {
        const { toy, model } = runOperations(operations)
        reverts += operations.filter((one) => one.kind === 'revert').length
        expect(toy.balances.size).toBe(model.balances.length)
        for (const [key, value] of model.balances)
          expect(toy.balances.get(key as never)).toBe(value)
        for (const [key] of model.items) expect(toy.items.has(key)).toBe(true)
        expect([...toy.owned].sort(byOwner)).toEqual(recount(toy))
      }),
      { numRuns: 300 },
    )
    expect(reverts).toBeGreaterThan(100)
  })

  it('hashes step by step to what hashing everything at the end gives', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120, size: 'max' }), (operations) => {
        const stepwise = runOperations(operations).store
        const atOnce = runOperations(operations.filter((one) => one.kind !== 'hash')).store
        expect(toHex(stepwise.computeRoots().appHash)).toBe(toHex(atOnce.computeRoots().appHash))
      }),
      { numRuns: 200 },
    )
  })

  it('gives the same root whatever was tried and undone in between', () => {
    const run = (attempts: boolean): string => {
      const toy = createToy()
      toy.genesis()
      for (let height = 1; height <= 60; height++) {
        if (attempts) tryAndUndo(toy.store, toy.collections, height)
        toy.next(height)
      }
      return toHex(toy.store.roots.appHash)
    }
    expect(run(true)).toBe(run(false))
  })

  it('gives a slot back when its insertion is undone, also after it was hashed', () => {
    const store = createMemoryStore()
    const toy = openToyCollections(store)
    toy.notes.set('first', 'a')
    const before = toHex(store.computeRoots().appHash)
    const mark = store.mark()
    for (let i = 0; i < 3000; i++) toy.notes.set(`tried ${i}`, 'b')
    expect(toHex(store.computeRoots().appHash)).not.toBe(before)
    store.revertTo(mark)
    expect(toHex(store.computeRoots().appHash)).toBe(before)
    toy.notes.set('second', 'c')
    expect(store.tables().find((one) => one.table.schema.name === 'notes')?.table.slots).toBe(2)
  })

  it('has nothing to hash after something was run and undone', () => {
    const toy = createToy()
    toy.genesis()
    for (let height = 1; height <= 10; height++) toy.next(height)
    const { roots } = toy.store
    for (let height = 11; height <= 30; height++) {
      const mark = toy.store.mark()
      toy.collections.notes.set('called', `${height}`)
      toy.collections.balances.delete(toyAddress(height))
      toy.collections.items.set(height, { owner: toyAddress(1), amountRau: 1n })
      toy.store.revertTo(mark)
      // Reading the roots stops when a record changed since they were made.
      expect(toy.store.roots).toBe(roots)
    }
  })

  it('does not use a slot again that was emptied by a deletion', () => {
    const store = createMemoryStore()
    const toy = openToyCollections(store)
    for (const key of ['a', 'b', 'c']) toy.notes.set(key, key)
    toy.notes.delete('a')
    toy.notes.set('a', 'again')
    const order: string[] = []
    toy.notes.each((key) => order.push(key))
    expect(order).toEqual(['b', 'c', 'a'])
  })

  it.each([
    ['a fraction', 1.5],
    ['a negative number', -1],
    ['not a number', Number.NaN],
    ['a number beyond the last', 7],
    ['a number beyond 32 bits', 2 ** 32],
  ])('has no record under %s', (_name, key) => {
    const toy = openToyCollections(createMemoryStore())
    for (let i = 0; i < 7; i++) toy.counter.set(i, i)
    expect(toy.counter.get(key)).toBeUndefined()
    expect(toy.counter.has(key)).toBe(false)
  })

  it('counts a version up with every change, undone ones too, and not without one', () => {
    const store = createMemoryStore()
    const { notes } = openToyCollections(store)
    const versions: number[] = []
    const step = (run: () => void): void => {
      run()
      versions.push(notes.version)
    }
    step(() => notes.set('a', 'x'))
    const mark = store.mark()
    step(() => notes.set('a', 'y'))
    step(() => notes.set('a', 'y'))
    step(() => notes.delete('b'))
    step(() => notes.delete('a'))
    step(() => store.revertTo(mark))
    expect(versions).toEqual([1, 2, 2, 2, 3, 5])
  })

  it('refuses misuse: a second opening, an undefined record, a stale mark, a change while visiting', () => {
    const store = createMemoryStore()
    const { notes } = openToyCollections(store)
    expect(() => store.open(itemsSchema)).toThrow('opened twice')
    expect(() => notes.set('a', undefined as never)).toThrow('must be something')
    const mark = store.mark()
    store.commit()
    expect(() => store.revertTo(mark)).toThrow('forgotten')
    notes.set('a', 'x')
    expect(() => notes.each(() => notes.set('a', `${notes.version}`))).toThrow(
      'while it was visited',
    )
  })
})

/** Changes a lot, hashes some of it, and takes all of it back. */
function tryAndUndo(store: JournaledStore, toy: ToyCollections, height: number): void {
  const outer = store.mark()
  for (let i = 0; i < 40; i++) {
    toy.notes.set(`tried ${height} ${i}`, 'x')
    toy.items.set(1_000_000 + height * 100 + i, { owner: toyAddress(i), amountRau: 1n })
    if (i % 3 === 0) toy.balances.delete(toyAddress(i))
    const inner = store.mark()
    toy.balances.set(toyAddress(500 + i), 5n)
    if (i % 2 === 0) store.revertTo(inner)
  }
  if (height % 2 === 0) store.computeRoots()
  store.revertTo(outer)
}
