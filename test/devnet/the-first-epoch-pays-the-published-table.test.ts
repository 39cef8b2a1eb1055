import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { fromHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { TransactionError } from '#base/transaction.ts'
import { devnetGenesis } from '#params/devnet/genesis.ts'
import published from '#params/devnet/delegates-2020.json' with { type: 'json' }
import { formatGenesis } from '#params/genesis-file.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { RewardGranted } from '#protocol/rewards/events.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { makeDevnetGenesis } from '../../scripts/make-devnet-genesis.ts'

test('the genesis of the devnet is what its script makes', () => {
  const file = readFileSync(
    new URL('../../src/params/devnet/genesis.json', import.meta.url),
    'utf8',
  )
  expect(JSON.parse(file)).toEqual(formatGenesis(makeDevnetGenesis()))
})

/** Epoch rewards by delegate name, from the logs of the settlement. */
function epochRewards(): ReadonlyMap<string, bigint> {
  const genesis = devnetGenesis()
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: () => new TransactionError('malformed', 'nobody sends anything'),
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: genesis.name, initialHeight: 1 })
  let last: ExecutedBlock | undefined
  for (let height = 1; height <= genesis.rules.blocksPerEpoch; height++) {
    const schedule = getSchedule(machine.world)
    last = machine.finalizeBlock({
      height,
      timeMs: genesis.timeMs + height * 1_000,
      hash: sha256(utf8ToBytes(`block ${height}`)),
      proposerAddress: toValidatorAddress(schedule.current.proposer),
      txs: [],
      decidedLastCommit: {
        round: 0,
        votes: schedule.previous.validators.map(({ address }) => ({
          validator: toValidatorAddress(address),
          flag: 'commit',
        })),
      },
      misbehavior: [],
    })
    machine.commit()
  }
  const rewards = new Map<string, bigint>()
  for (const log of last?.systemLogs ?? []) {
    if (log.topics[0] !== RewardGranted.topic) continue
    const data = Buffer.from(log.data)
    if (data[31] !== 1) continue
    const id = `0x${Buffer.from(fromHex(log.topics[2] ?? '0x'))
      .toString('hex')
      .slice(24)}`
    let name = ''
    machine.world.delegates.delegates.each((key, delegate) => {
      if (key === id) name = delegate.name
    })
    rewards.set(name, BigInt(`0x${data.subarray(32, 64).toString('hex')}`))
  }
  return rewards
}

test('the first epoch reward splits among the 61 delegates as the table of March 2020 does', () => {
  const rewards = epochRewards()
  expect(rewards.size).toBe(62)
  let compared = 0
  for (const { name, epochReward } of published.delegates) {
    // The table covers ten epochs and prints ten significant digits or fewer.
    const [whole = '', fraction = ''] = epochReward.split('.')
    const printedRau = BigInt(whole + fraction.padEnd(18, '0'))
    const paidRau = (rewards.get(name) ?? 0n) * BigInt(published.epochs)
    expect(printedRau - paidRau, name).toBeGreaterThanOrEqual(0n)
    expect(printedRau - paidRau, name).toBeLessThan(10n)
    compared++
  }
  expect(compared).toBe(61)
  const sumRau = [...rewards.values()].reduce((sum, one) => sum + one, 0n)
  expect(sumRau).toBe(coins(18_750))
})
