import { CliError } from '../cli-error.ts'
import type { Links } from './links.ts'

/** Which nodes are cut off, and from whom. */
export interface Partition {
  /** These talk only with one another from now on, whoever they were cut off with before. Throws `CliError`. */
  cutOff(names: readonly string[]): void
  /** Back to those that are not cut off. */
  join(name: string): void
  isCutOff(name: string): boolean
}

const MAIN = 0

export function createPartition(names: readonly string[], links: Links | undefined): Partition {
  /** Nodes are linked with those of the same number. */
  const groups = new Map(names.map((name) => [name, MAIN]))
  let lastGroup = MAIN
  const others = (group: number): readonly string[] =>
    names.filter((name) => groups.get(name) !== group)
  return {
    cutOff: (chosen) => {
      if (links === undefined) {
        throw new CliError('the nodes are connected directly: start the testnet without --direct')
      }
      if (chosen.length === names.length) {
        throw new CliError('these are all nodes: leave out those that they are to be cut off from')
      }
      lastGroup++
      for (const name of chosen) groups.set(name, lastGroup)
      links.cut(chosen, others(lastGroup))
      links.heal(chosen, chosen)
    },
    join: (name) => {
      groups.set(name, MAIN)
      const group = names.filter((other) => groups.get(other) === MAIN)
      links?.cut([name], others(MAIN))
      links?.heal([name], group)
    },
    isCutOff: (name) => groups.get(name) !== MAIN,
  }
}
