import type { BlockRoots } from '../db/replay-data.ts'

/** Compares what a program makes of blocks with what the chain has. */
export interface BlockComparison {
  /** Whether the next block is as it must be; nothing is taken after one that is not. */
  readonly take: (made: BlockRoots) => boolean
  readonly compared: () => number
  /** Blocks whose state is another one, as the bundle declares. */
  readonly declared: () => number
  /** In words why not; `undefined` as long as all is well. */
  readonly problem: () => string | undefined
}

/**
 * `chain` gives the roots of a height, or `undefined` where there is no block. `mayDiffer` are the modules in which the bundle declares
 * another state: from the first block on that differs there, the app hash is another one for good.
 */
export function compareBlocks(
  chain: (height: number) => BlockRoots | undefined,
  mayDiffer: ReadonlySet<string>,
): BlockComparison {
  let compared = 0
  let declared = 0
  let problem: string | undefined
  let before: number | undefined
  const findProblem = (made: BlockRoots): string | undefined => {
    const wanted = chain(made.height)
    if (wanted === undefined) return `block ${made.height} is none of the chain`
    if (before !== undefined && made.height !== before + 1) {
      return `block ${made.height} came behind block ${before}`
    }
    before = made.height
    compared++
    if (made.appHash === wanted.appHash) return undefined
    const differing = listDiffering(made, wanted)
    const others = differing.filter((module) => !mayDiffer.has(module))
    declared++
    if (differing.length > 0 && others.length === 0) return undefined
    return `block ${made.height} gives another state in ${others.join(', ') || 'no module'}: ${made.appHash}, the chain has ${wanted.appHash}`
  }
  return {
    take: (made) => {
      problem ??= findProblem(made)
      return problem === undefined
    },
    compared: () => compared,
    declared: () => declared,
    problem: () => problem,
  }
}

function listDiffering(made: BlockRoots, wanted: BlockRoots): readonly string[] {
  const names = new Set([...Object.keys(made.modules), ...Object.keys(wanted.modules)])
  return [...names].filter((name) => made.modules[name] !== wanted.modules[name]).sort()
}
