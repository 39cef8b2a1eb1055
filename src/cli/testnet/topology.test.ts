import { expect, test } from 'vitest'
import { planDials } from './topology.ts'

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `n${index + 1}`)
}

function pairKey(one: string, other: string): string {
  return [one, other].toSorted().join(' ')
}

/** How many nodes can be reached from the first of those that are left. */
function reach(left: readonly string[], dials: ReturnType<typeof planDials>): number {
  const seen = new Set(left.slice(0, 1))
  for (const name of seen) {
    for (const { from, to } of dials) {
      const peer = from === name ? to : to === name ? from : undefined
      if (peer !== undefined && left.includes(peer)) seen.add(peer)
    }
  }
  return seen.size
}

test('up to 8 nodes everybody is connected with everybody, once', () => {
  for (let count = 1; count <= 8; count++) {
    const pairs = planDials(names(count)).map(({ from, to }) => pairKey(from, to))
    expect(new Set(pairs).size).toBe((count * (count - 1)) / 2)
    expect(pairs).toHaveLength((count * (count - 1)) / 2)
  }
})

test('above, everybody dials at most six, nobody itself and no pair twice', () => {
  for (let count = 9; count <= 150; count++) {
    const dials = planDials(names(count))
    const pairs = dials.map(({ from, to }) => pairKey(from, to))
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(dials.every(({ from, to }) => from !== to)).toBe(true)
    const perNode = Math.min(6, Math.floor((count - 1) / 2))
    expect(dials).toHaveLength(count * perNode)
  }
})

test('a third of the nodes may go, whichever stand together, and the others stay in one piece', () => {
  for (const count of [9, 13, 36, 100]) {
    const all = names(count)
    const dials = planDials(all)
    for (let first = 0; first < count; first++) {
      const gone = new Set(
        Array.from({ length: Math.floor(count / 3) }, (_, index) => all[(first + index) % count]),
      )
      const left = all.filter((name) => !gone.has(name))
      expect(reach(left, dials)).toBe(left.length)
    }
  }
})
