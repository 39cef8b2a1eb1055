import type { Log } from '#protocol/abci.ts'
import type { LogSource } from './find-logs.ts'
import type { LogFilter } from './history-types.ts'

/** Something that a block is found by: position 0 is the address of a log, 1 to 4 are its topics. */
export interface LogTerm {
  readonly position: number
  /** The last 6 bytes. Different texts may share a value: what is found is compared in full. */
  readonly value: number
}

function valueOf(text: string): number {
  return Number.parseInt(text.slice(-12), 16)
}

/** All terms of a block, each once. */
export function logTermsOf(block: LogSource): LogTerm[] {
  const seen: Set<number>[] = []
  const terms: LogTerm[] = []
  const add = (position: number, text: string): void => {
    const values = (seen[position] ??= new Set())
    const value = valueOf(text)
    if (values.has(value)) return
    values.add(value)
    terms.push({ position, value })
  }
  const addLog = (log: Log): void => {
    add(0, log.address)
    for (let i = 0; i < log.topics.length; i++) add(i + 1, log.topics[i] as string)
  }
  for (const receipt of block.receipts) for (const log of receipt.logs) addLog(log)
  for (const log of block.systemLogs) addLog(log)
  return terms
}

/** What a block must have: of each group at least one term. Empty when nothing narrows the search. */
export function wantedTerms(filter: LogFilter): LogTerm[][] {
  return [filter.addresses, ...filter.topics]
    .map((texts, position) =>
      [...new Set(texts.map(valueOf))].map((value) => ({ position, value })),
    )
    .filter((group) => group.length > 0)
}
