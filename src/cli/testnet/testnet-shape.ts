import type { Rules } from '#params/rule-table.ts'
import { PRESETS } from '#params/presets.ts'
import { CliError } from '../cli-error.ts'
import { applyPhases, type NewPhase } from '../genesis/phases.ts'

/** What a testnet looks like: fixed when it is made, and kept with it. */
export interface TestnetShape {
  /** Delegates, each with a node. */
  readonly nodes: number
  /** Nodes beside them that only follow. */
  readonly fullNodes: number
  readonly elected: number
  /** Of the elected, how many produce. */
  readonly drawn: number
  readonly intervalMs: number
  readonly blocksPerEpoch: number
  readonly phases: readonly NewPhase[]
}

const DEFAULT_NODES = 8
const DEFAULT_INTERVAL_MS = 1_000
const WANTED_EPOCH_BLOCKS = 24
/** From so many delegates on, a testnet has the seats of the real network. */
const FULL_SIZE = 36
const FULL_SIZE_DRAWN = 24
/** Bounds of the rule `blocksPerEpoch`. */
const LEAST_EPOCH_BLOCKS = 6

/**
 * Fills in what was not asked for: seats that leave some delegates without one, so that elections mean something, and epochs of
 * about 24 blocks that give every producer the same share. Throws `CliError`.
 */
export function completeShape(wanted: Partial<TestnetShape>): TestnetShape {
  const { nodes = DEFAULT_NODES, phases = [] } = wanted
  const elected = wanted.elected ?? defaultElected(nodes)
  if (elected > nodes) {
    throw new CliError(
      `${elected} delegates cannot be elected of ${nodes}: give --elected at most ${nodes}`,
      2,
    )
  }
  const drawn = wanted.drawn ?? defaultDrawn(elected)
  if (drawn > elected) {
    throw new CliError(
      `${drawn} producers cannot be drawn of ${elected} elected: give --drawn at most ${elected}`,
      2,
    )
  }
  return {
    nodes,
    fullNodes: wanted.fullNodes ?? 0,
    elected,
    drawn,
    intervalMs: wanted.intervalMs ?? DEFAULT_INTERVAL_MS,
    blocksPerEpoch: wanted.blocksPerEpoch ?? defaultEpochBlocks(drawn, phases),
    phases,
  }
}

function defaultElected(nodes: number): number {
  return nodes >= FULL_SIZE ? FULL_SIZE : Math.max(1, Math.floor((3 * nodes) / 4))
}

function defaultDrawn(elected: number): number {
  return elected >= FULL_SIZE ? FULL_SIZE_DRAWN : Math.max(1, Math.floor((2 * elected) / 3))
}

/** The multiple of all numbers of producers that is nearest to 24. */
function defaultEpochBlocks(drawn: number, phases: readonly NewPhase[]): number {
  const later = phases.map((phase) => Number(phase.producers))
  const unit = [drawn, ...later.filter((count) => Number.isInteger(count) && count > 0)].reduce(
    leastCommonMultiple,
  )
  const blocks = Math.max(1, Math.round(WANTED_EPOCH_BLOCKS / unit)) * unit
  return blocks >= LEAST_EPOCH_BLOCKS ? blocks : unit * Math.ceil(LEAST_EPOCH_BLOCKS / unit)
}

function leastCommonMultiple(a: number, b: number): number {
  let [high, low] = [a, b]
  while (low > 0) [high, low] = [low, high % low]
  return (a * b) / high
}

/** The rules of epoch 1 and the later phases. Throws `CliError`. */
export function shapeRules(shape: TestnetShape): ReturnType<typeof applyPhases> {
  const rules: Rules = {
    ...PRESETS.devnet,
    blockIntervalMs: shape.intervalMs,
    blocksPerEpoch: shape.blocksPerEpoch,
    // A quarter of the epoch, but never so late that the hand-over could not be prepared.
    electionLeadBlocks: Math.max(3, Math.floor(shape.blocksPerEpoch / 4)),
    consensusKeyRequired: true,
    consensusDelegates: shape.elected,
    producers: shape.drawn,
  }
  return applyPhases(rules, shape.phases)
}
