import path from 'node:path'
import { quote } from '#bundles/plain-text.ts'
import type { Genesis } from '#params/genesis.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { openBlockLog } from '#state/block-log/block-log.ts'
import { listSnapshotFiles } from '#state/snapshot/snapshot-directory.ts'
import { runConfined } from '../confine/run-confined.ts'
import { type BlockRoots, describeRoots } from '../db/replay-data.ts'
import { describeRun } from '../upgrade/rebuild.ts'
import { type BlockComparison, compareBlocks } from './compare-blocks.ts'
import type { ProgramRun } from './program-run.ts'
import type { Findings } from './steps.ts'

export interface ReplayOptions extends ProgramRun {
  readonly genesis: Genesis
  /** Where the chain's own blocks are: nothing foreign writes there. */
  readonly dataDir: string
  /** Modules in which the bundle declares another state. */
  readonly mayDiffer: ReadonlySet<string>
  readonly tell: (line: string) => void
}

const TELL_BLOCKS = 10_000

/** Has the rebuilt program execute the blocks of the copy, and compares the app hash at each height with what the chain has. */
export async function replayWith(options: ReplayOptions): Promise<Findings> {
  const { room, limits, stateFolder, genesis, signal } = options
  const log = await openBlockLog(path.join(options.dataDir, 'blocks'), {
    genesisHash: computeGenesisHash(genesis),
    readOnly: true,
  })
  const copied = await openBlockLog(path.join(stateFolder, 'blocks'), {
    genesisHash: computeGenesisHash(genesis),
    readOnly: true,
  })
  const { tip } = copied
  if (tip === 0) return { problems: ['the data directory has no blocks to execute'], findings: [] }
  const from = firstReplayed(copied.firstHeight, stateFolder)
  const comparison = compareBlocks(readInOrder(log.iterate(from)), options.mayDiffer)
  let last = from - 1
  const run = await runConfined({
    room,
    command: ['node', options.program, 'db', 'replay', '--json', ...options.stateArguments],
    folder: room.home,
    limits,
    signal,
    onLine: (line, end) => {
      const made = readBlockLine(line)
      if (made === undefined) return
      if (last === from - 1 && made.height !== from) return end()
      if (!comparison.take(made)) return end()
      last = made.height
      if (last % TELL_BLOCKS === 0) options.tell(`executed block ${last} of ${tip}`)
    },
  })
  const problem = comparison.problem()
  const failure = problem === undefined ? describeRun(run, limits) : undefined
  if (failure !== undefined) return { problems: [`the program ${failure}`], findings: [] }
  if (problem !== undefined) return { problems: [problem], findings: [] }
  if (last !== tip) {
    const text = `the program executed blocks up to ${last}, and not from ${from} to ${tip}`
    return { problems: [text], findings: [] }
  }
  return { problems: [], findings: describeComparison(comparison, from, tip) }
}

function describeComparison(comparison: BlockComparison, from: number, tip: number) {
  const declared = comparison.declared()
  return [
    `blocks ${from} to ${tip}: ${comparison.compared() - declared} of ${comparison.compared()} give the state of the chain`,
    ...(declared === 0
      ? []
      : [`${declared} give another one, in modules that the bundle declares`]),
  ]
}

/** The first block that any program executes again: behind the genesis, or behind the oldest snapshot. */
function firstReplayed(firstHeight: number, stateFolder: string): number {
  if (firstHeight <= 1) return 1
  const heights = listSnapshotFiles(path.join(stateFolder, 'snapshots'))
    .map((one) => one.height)
    .filter((height) => height + 1 >= firstHeight)
  return Math.min(...heights) + 1
}

/** The roots of heights that are asked for in order. */
function readInOrder(
  blocks: Iterator<{
    readonly request: { readonly height: number }
    readonly roots: Parameters<typeof describeRoots>[1]
  }>,
): (height: number) => BlockRoots | undefined {
  return (height) => {
    for (let next = blocks.next(); next.done !== true; next = blocks.next()) {
      const { request, roots } = next.value
      if (request.height === height) return describeRoots(height, roots)
      if (request.height > height) break
    }
    return undefined
  }
}

/** What a program says of a block; other lines are none of our business. */
function readBlockLine(line: string): BlockRoots | undefined {
  try {
    const { type, height, appHash, modules } = JSON.parse(line) as Record<string, unknown>
    if (type !== 'block' || typeof height !== 'number' || typeof appHash !== 'string')
      return undefined
    if (typeof modules !== 'object' || modules === null) return undefined
    const shown = Object.entries(modules).map(([name, root]) => [
      quote(name).slice(1, -1),
      String(root),
    ])
    return { height, appHash: appHash as `0x${string}`, modules: Object.fromEntries(shown) }
  } catch {
    return undefined
  }
}
