import { describe, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { findLogs } from './find-logs.fixture.ts'
import { createGovernanceNetwork, type GovernanceNetwork } from './governance.fixture.ts'

const runScript = await createScriptRunner()

/** Everybody gets the same. */
const EQUAL = `function shareEpochReward({ rewardRau, candidates }) {
  const each = BigInt(rewardRau) / BigInt(candidates.length)
  return candidates.map(() => String(each))
}`

function install(network: GovernanceNetwork, slot: string, source: string): number {
  const id = network.propose('dora', { kind: 'script', slot, source })
  network.open(id)
  network.vote('alice', id, 10_000, 0)
  network.vote('bob', id, 10_000, 0)
  network.until(id, 'actioned')
  const [installed] = findLogs(network, 'ScriptInstalled')
  while (network.epoch < Number(installed?.args[3])) network.endEpoch()
  return id
}

describe('a script', () => {
  test('shares the epoch reward in place of the formula, and an empty one puts the formula back', () => {
    const network = createGovernanceNetwork({ technicalTimelockExtraEpochs: 1 }, { runScript })
    install(network, 'epoch-reward', EQUAL)
    network.endEpoch()
    const { world } = network.machine
    const grants = findLogs(network, 'RewardGranted').filter(
      ({ args }) => Number(args[0]) === network.epoch && Number(args[3]) === 1,
    )
    expect(grants.map(({ args }) => args[4])).toEqual(Array(3).fill(coins(6_250)))
    expect(world.rewards.settlements.get(network.epoch)?.epochRau).toBe(coins(18_750))
  })

  test.each([
    ['does not compile', 'function shareEpochReward( {'],
    ['gives more than there is', EQUAL.replace('String(each)', 'String(each * 2n)')],
    ['gives a number for an amount', EQUAL.replace('String(each)', '1')],
    ['never ends', 'function shareEpochReward() { for (;;); }'],
    ['defines another function', 'function share() { return [] }'],
  ])('that %s never reaches a vote', (_, source) => {
    const network = createGovernanceNetwork({}, { runScript })
    const id = network.propose('dora', { kind: 'script', slot: 'epoch-reward', source })
    network.endEpoch()
    expect(network.proposal(id).state).toBe('rejected')
  })

  test('that fails later leaves the settlement to the formula, and an event says so', () => {
    const network = createGovernanceNetwork({ technicalTimelockExtraEpochs: 1 }, { runScript })
    const source = `function communityShare({ epoch, rewardRau }) {
      if (epoch > 12) throw new Error('not any more')
      return String(BigInt(rewardRau) / 10n)
    }`
    const id = install(network, 'community-share', source)
    network.endEpoch()
    const { settlements } = network.machine.world.rewards
    const last = network.epoch
    while (network.epoch < 13) network.endEpoch()
    network.endEpoch()
    expect(last).toBeLessThan(13)
    const community = findLogs(network, 'RewardGranted').filter(({ args }) => Number(args[3]) === 3)
    expect(community[0]?.args[4]).toBe(coins(1_875))
    const [failed] = findLogs(network, 'ScriptFailed')
    expect(failed?.args).toEqual([BigInt(id), 'community-share', 13n, 'threw'])
    expect(settlements.get(13)?.epochRau).toBeGreaterThan(coins(18_749))
  })
})
