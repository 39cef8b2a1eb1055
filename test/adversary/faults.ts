import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a faulty node does wrong. Without any it is as good as another. */
export interface Faults {
  /** Names of `PROPOSALS`: it proposes one after another of these. */
  readonly proposals?: readonly string[]
  /** It sends junk to the others as if these were transactions. */
  readonly junkGossip?: boolean
  /** So many times, its engine loses the connection between FinalizeBlock and Commit; at most twice for a block. */
  readonly cuts?: number
  /** Nothing can be written any more. */
  readonly diskFull?: boolean
  /** How far its clock is ahead. */
  readonly clockAheadMs?: number
}

/** Something that a faulty node did. */
export interface Deed {
  readonly height: number
  readonly what: string
}

const FAULTS = 'faults.json'
const DEEDS = 'deeds.txt'

/** Tells the node of a data directory what to do wrong from now on. */
export function setFaults(dataDir: string, faults: Faults): void {
  const temporary = join(dataDir, `${FAULTS}.new`)
  writeFileSync(temporary, JSON.stringify(faults))
  renameSync(temporary, join(dataDir, FAULTS))
}

export function readFaults(dataDir: string): Faults {
  const file = join(dataDir, FAULTS)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Faults) : {}
}

export function recordDeed(dataDir: string, deed: Deed): void {
  appendFileSync(join(dataDir, DEEDS), `${JSON.stringify(deed)}\n`)
}

export function readDeeds(dataDir: string): readonly Deed[] {
  const file = join(dataDir, DEEDS)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as Deed)
}
