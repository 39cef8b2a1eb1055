/** Seeded random numbers (mulberry32): the same seed gives the same run on every machine. For tests only. */
export interface Random {
  /** A whole number from 0 to `below − 1`. */
  below(below: number): number
  pick<T>(values: readonly T[]): T
  /** True once in `times`, on average. */
  oneIn(times: number): boolean
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => Math.floor((next() / 4294967296) * limit)
  return {
    below,
    pick: (values) => {
      const value = values[below(values.length)]
      if (value === undefined) throw new RangeError('nothing to pick from')
      return value
    },
    oneIn: (times) => below(times) === 0,
  }
}
