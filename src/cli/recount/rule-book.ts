import type { Genesis } from '#params/genesis.ts'
import type { HistoryEvent } from './read-history.ts'

/** The rules of every epoch as texts, and which blocks an epoch has. */
export interface RuleBook {
  /** The value of a rule in an epoch. Throws for a name that is none. */
  text(epoch: number, name: string): string
  number(epoch: number, name: string): number
  /** The epoch that a block belongs to. */
  epochOf(height: number): number
  /** The last block of an epoch. */
  endOf(epoch: number): number
}

type Texts = Readonly<Record<string, string>>

/** From the genesis, its schedule, and the changes that proposals and their sunsets announced. */
export function createRuleBook(genesis: Genesis, history: readonly HistoryEvent[]): RuleBook {
  const changes = new Map<number, Texts>([[0, toTexts(genesis.rules)]])
  for (const { fromEpoch, set } of genesis.schedule) changes.set(fromEpoch, toTexts(set))
  for (const event of history) {
    if (event.eventName !== 'RuleChanged') continue
    const fromEpoch = Number(event.args.fromEpoch)
    changes.set(fromEpoch, { ...changes.get(fromEpoch), [event.args.name]: event.args.value })
  }
  const epochs = [...changes.keys()].sort((a, b) => a - b)
  const text = (epoch: number, name: string): string => {
    const from = epochs.findLast((one) => one <= epoch && changes.get(one)?.[name] !== undefined)
    const value = from === undefined ? undefined : changes.get(from)?.[name]
    if (value === undefined) throw new RangeError(`there is no rule ${name}`)
    return value
  }
  const number = (epoch: number, name: string): number => Number(text(epoch, name))
  /** By epoch; that of 0 ends before block 1. */
  const ends = [0]
  const endOf = (epoch: number): number => {
    for (let next = ends.length; next <= epoch; next++) {
      ends.push((ends[next - 1] ?? 0) + number(next, 'blocksPerEpoch'))
    }
    return ends[Math.max(0, epoch)] ?? 0
  }
  const epochOf = (height: number): number => {
    let epoch = 1
    while (endOf(epoch) < height) epoch++
    return epoch
  }
  return { text, number, epochOf, endOf }
}

function toTexts(values: object): Texts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
}
