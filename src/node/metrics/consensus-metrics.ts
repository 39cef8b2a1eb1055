import type { CommitInfo, ValidatorAddress } from '#protocol/abci.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { releaseTimeMs } from '#protocol/epochs/pace.ts'
import type { ValidatorSet } from '#protocol/epochs/proposer-schedule.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import type { World } from '#protocol/world.ts'
import { describeLastCommit, type LastCommitReport } from './last-commit.ts'
import type { MetricRegistry } from './metric-registry.ts'

/** Around 1 s and 10 s, which are usual intervals, it is told apart more finely. */
const INTERVAL_SECONDS = [
  0.25, 0.5, 0.75, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 7.5, 9, 9.5, 10, 10.5, 11, 12.5, 15,
  20, 30, 60,
]

export interface ConsensusMetricsOptions {
  /** In the state after the last block. */
  readonly world: World
  /** Time of the last block; `undefined` before the first one. */
  readonly lastTimeMs: number | undefined
  /** As which this node signs, if it does. */
  readonly ownValidator: ValidatorAddress | undefined
}

/** How the network decides on blocks, and what this node's own part in it was. */
export interface ConsensusMetrics {
  onBlock(block: ExecutedBlock, lastCommit: CommitInfo): void
}

export function createConsensusMetrics(
  registry: MetricRegistry,
  options: ConsensusMetricsOptions,
): ConsensusMetrics {
  const { world } = options
  const counted = countCommits(registry)
  const countOwn = countOwnPart(registry, options.ownValidator)
  const timed = addTimes(registry, options)
  let lastSet = getSchedule(world).previous
  let isOwnValidator = isIn(getSchedule(world).current, options.ownValidator)
  registry.gauge('boule_own_validator', '1 when this node is to sign the next block.', () =>
    isOwnValidator ? 1 : 0,
  )
  return {
    onBlock: (block, lastCommit) => {
      timed(block)
      if (block.height > 1) {
        const report = describeLastCommit(lastCommit, lastSet)
        counted(report, lastCommit.votes.length)
        countOwn(report, lastCommit)
      }
      const { previous, current } = getSchedule(world)
      lastSet = previous
      isOwnValidator = isIn(current, options.ownValidator)
    },
  }
}

function isIn({ validators }: ValidatorSet, validator: ValidatorAddress | undefined): boolean {
  return validators.some(({ address }) => toValidatorAddress(address) === validator)
}

function countCommits(
  registry: MetricRegistry,
): (report: LastCommitReport, validators: number) => void {
  let last = { round: 0, validators: 0, absent: 0, absentPower: 0 }
  registry.gauge(
    'boule_round',
    'Round in which the last block but one was decided; 0 is on time.',
    () => last.round,
  )
  const failed = registry.counter(
    'boule_rounds_failed_total',
    'Rounds that were given up since the start.',
  )
  registry.gauge('boule_validators', 'Validators of the last block but one.', () => last.validators)
  registry.gauge(
    'boule_validators_absent',
    'How many of them have no signature in it.',
    () => last.absent,
  )
  registry.gauge(
    'boule_absent_power_ratio',
    'Their share of the voting power; from 1/3 on there are no blocks.',
    () => last.absentPower,
  )
  const absences = registry.counter(
    'boule_signatures_absent_total',
    'Absent signatures since the start.',
  )
  return ({ round, absent, absentPower }, validators) => {
    last = { round, validators, absent: absent.length, absentPower }
    failed.add(round)
    absences.add(absent.length)
  }
}

function countOwnPart(
  registry: MetricRegistry,
  own: ValidatorAddress | undefined,
): (report: LastCommitReport, commit: CommitInfo) => void {
  const proposed = registry.counter(
    'boule_own_blocks_proposed_total',
    'Blocks since the start that this node was due to propose and did.',
  )
  const missed = registry.counter(
    'boule_own_slots_missed_total',
    'Rounds since the start in which this node was due to propose and no block came of it.',
  )
  const signed = registry.counter(
    'boule_own_signatures_total',
    'Blocks since the start that this node signed.',
  )
  const absent = registry.counter(
    'boule_own_signatures_missed_total',
    'Blocks since the start that this node was to sign and did not.',
  )
  return (report, { votes }) => {
    if (own === undefined) return
    if (report.proposer === own) proposed.add()
    missed.add(report.missed.filter((validator) => validator === own).length)
    const vote = votes.find(({ validator }) => validator === own)
    // A nil vote was cast in time for another block.
    if (vote !== undefined) (vote.flag === 'absent' ? absent : signed).add()
  }
}

function addTimes(
  registry: MetricRegistry,
  { world, lastTimeMs }: ConsensusMetricsOptions,
): (block: ExecutedBlock) => void {
  let previousMs = lastTimeMs
  let latenessMs = 0
  const interval = registry.histogram(
    'boule_block_interval_seconds',
    'Time from one block to the next, by their headers.',
    INTERVAL_SECONDS,
  )
  registry.gauge(
    'boule_block_lateness_seconds',
    'How far the last block’s header is behind the timetable; below 0 ahead of it.',
    () => latenessMs / 1_000,
  )
  return ({ height, timeMs }) => {
    if (previousMs !== undefined) interval.observe((timeMs - previousMs) / 1_000)
    previousMs = timeMs
    // A header has the time at which the block before it was decided: when that one was due.
    latenessMs = timeMs - (releaseTimeMs(world, height - 1) ?? timeMs)
  }
}
