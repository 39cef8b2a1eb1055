import { expect, test } from 'vitest'
import type { CommitInfo } from '#protocol/abci.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import {
  type BlockOptions,
  createTestNetwork,
  validatorOf,
} from '#protocol/test-network.fixture.ts'
import { createConsensusMetrics } from './consensus-metrics.ts'
import { createMetricRegistry } from './metric-registry.ts'
import { readFigures } from './read-figures.fixture.ts'

/** A network whose blocks are told to the figures of alice's node. */
function createWatchedNetwork(ownValidator: string | undefined = validatorOf('alice')) {
  const network = createTestNetwork()
  const { world } = network.machine
  const registry = createMetricRegistry()
  const metrics = createConsensusMetrics(registry, { world, lastTimeMs: undefined, ownValidator })
  let lastCommit: CommitInfo = { round: 0, votes: [] }
  return {
    network,
    figures: () => readFigures(registry.render()),
    activity: () => world.liveness.activity.get(network.id('alice')),
    /** Makes a block that the next one tells of. */
    block: (made: BlockOptions = {}): void => {
      const { validators } = getSchedule(world).current
      metrics.onBlock(network.block(made), lastCommit)
      const absent = new Set((made.absent ?? []).map(validatorOf))
      lastCommit = {
        round: made.round ?? 0,
        votes: validators.map(({ address }) => {
          const validator = toValidatorAddress(address)
          return { validator, flag: absent.has(validator) ? 'absent' : 'commit' }
        }),
      }
    },
  }
}

test('what the node did itself is what the state counts for its delegate', () => {
  const { network, block, figures, activity } = createWatchedNetwork()
  const blocks: BlockOptions[] = [{}, { round: 2 }, { absent: ['alice'] }, { round: 4 }, {}]
  for (const made of blocks) block(made)
  for (let height = 6; height < 12; height++)
    block({ absent: height === 8 ? ['alice', 'bob'] : [] })
  const { produced, missed, signed, absent } = activity() ?? {}
  expect(missed).toBeGreaterThan(0)
  expect(figures()).toMatchObject({
    boule_own_blocks_proposed_total: produced,
    boule_own_slots_missed_total: missed,
    boule_own_signatures_total: signed,
    boule_own_signatures_missed_total: absent,
    boule_own_validator: 1,
  })
  // The next epoch begins its own counts; the figures go on.
  for (let more = 0; more < 6; more++) block()
  expect(network.blocks.at(-1)?.epoch).toBe(2)
  expect(figures()['boule_own_blocks_proposed_total']).toBeGreaterThan(produced ?? 0)
})

test('rounds and absences of the last block are known with the next one', () => {
  const { block, figures } = createWatchedNetwork()
  block()
  block({ round: 3, absent: ['bob'] })
  expect(figures()).toMatchObject({ boule_round: 0, boule_validators_absent: 0 })
  block()
  expect(figures()).toMatchObject({
    boule_round: 3,
    boule_rounds_failed_total: 3,
    boule_validators: 3,
    boule_validators_absent: 1,
    boule_signatures_absent_total: 1,
  })
  expect(figures()['boule_absent_power_ratio']).toBeCloseTo(1 / 3)
  block()
  expect(figures()).toMatchObject({
    boule_round: 0,
    boule_rounds_failed_total: 3,
    boule_validators_absent: 0,
    boule_absent_power_ratio: 0,
  })
})

test('more rounds than the state counts are not looked at one by one', () => {
  const { block, figures, activity } = createWatchedNetwork()
  block()
  block({ round: 1_000 })
  block()
  expect(figures()['boule_rounds_failed_total']).toBe(1_000)
  expect(figures()['boule_own_slots_missed_total']).toBe(activity()?.missed)
})

test('a node that follows has no part in it', () => {
  const { block, figures } = createWatchedNetwork('')
  for (let made = 0; made < 5; made++) block({ round: 1, absent: ['alice'] })
  const own = Object.entries(figures()).filter(([name]) => name.startsWith('boule_own'))
  expect(own).toHaveLength(5)
  expect(own.map(([, value]) => value)).toEqual([0, 0, 0, 0, 0])
})

test('intervals and lateness come from the headers', () => {
  const { block, figures } = createWatchedNetwork()
  for (let made = 0; made < 3; made++) block()
  expect(figures()).toMatchObject({
    boule_block_interval_seconds_count: 2,
    boule_block_interval_seconds_sum: 2,
    boule_block_lateness_seconds: 0,
  })
  block({ advanceSeconds: 2 })
  expect(figures()).toMatchObject({
    boule_block_interval_seconds_sum: 5,
    boule_block_lateness_seconds: 2,
  })
})
