import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eventTopic } from '#base/abi/abi-signature.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { TEST_ACCOUNTS, TEST_CHAIN_ID, type TestAccount } from '#node/test-network.fixture.ts'
import type { RunningNode } from '#node/start-node.ts'
import { CandidateRegistered } from '#protocol/delegates/events.ts'
import { RewardClaimed } from '#protocol/rewards/events.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { castClientOf, findCast } from './cast-client.ts'
import { createEthersClient } from './ethers-client.ts'
import type { CreateClient, LibraryClient } from './library-client.ts'
import { startTestNode, type TestNode } from './network.fixture.ts'
import { createViemClient } from './viem-client.ts'

const [alice, bob] = TEST_ACCOUNTS as readonly [TestAccount, TestAccount]
const REGISTER = 'candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])'
const CREATE_STAKE = 'createStake(string,uint256,uint32,bool,uint8[])'
const CHANGE_CANDIDATE = 'changeCandidate(string,uint64,uint8[])'
const BLOCKS_PER_EPOCH = 12

let running: TestNode
let node: RunningNode
const clients: LibraryClient[] = []

beforeEach(async () => {
  running = await startTestNode()
  node = running.node
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close()
  await running.stop()
})

async function open(create: CreateClient, account: TestAccount): Promise<LibraryClient> {
  const client = await create(node.rpcUrl, TEST_CHAIN_ID, toHex(account.privateKey))
  clients.push(client)
  expect(client.address).toBe(account.address)
  return client
}

const topicOf = (event: typeof CandidateRegistered): string =>
  eventTopic(`${event.name}(${event.inputs.map((input) => input.type).join(',')})`)

const rankOf = (name: string): number | undefined => node.backend.queries.delegate(name)?.rank

const cast = findCast()
const LIBRARIES: readonly (readonly [name: string, create: CreateClient])[] = [
  ['viem', createViemClient],
  ['ethers', createEthersClient],
  ...(cast === undefined ? [] : [['cast', castClientOf(cast)] as const]),
]

describe.each(LIBRARIES)('with %s', (_, create) => {
  test('a delegate registers, gains a vote and loses it, is elected, and claims its reward', async () => {
    const owner = await open(create, alice)
    const voter = await open(create, bob)

    const registered = await owner.write(STAKING_ADDRESS, REGISTER, [
      'ithaca',
      owner.address,
      owner.address,
      owner.address,
      coins(2_000),
      91,
      true,
      [],
    ])
    expect(registered).toMatchObject({ isDone: true, gasUsed: 10_000n })
    expect(registered.events).toContain(topicOf(CandidateRegistered))
    expect(rankOf('ithaca')).toBe(1)

    await voter.write(STAKING_ADDRESS, CREATE_STAKE, ['zea', coins(5_000), 91, true, []])
    expect(rankOf('zea')).toBe(1)
    const bucket = node.backend.queries.buckets({ owner: bob.address }, { offset: 0, limit: 1 })
    const index = bucket.items[0]?.bucket.index ?? -1
    await voter.write(STAKING_ADDRESS, CHANGE_CANDIDATE, ['ithaca', index, []])
    expect([rankOf('ithaca'), node.backend.queries.bucket(index)?.delegateName]).toEqual([
      1,
      'ithaca',
    ])

    await node.backend.dev?.mine(2 * BLOCKS_PER_EPOCH - node.backend.head().height, 0)
    const set = node.backend.queries.epoch(2)?.set
    const id = node.backend.queries.delegate('ithaca')?.delegate.id
    expect(set?.seats[0]?.delegate).toBe(id)

    const unclaimedRau = await owner.readNumber(REWARDING_ADDRESS, 'unclaimedBalance(address)', [
      owner.address,
    ])
    expect(unclaimedRau).toBe(node.backend.queries.rewards(alice.address).unclaimedRau)
    expect(unclaimedRau).toBeGreaterThan(coins(1_000))
    const beforeRau = await owner.balanceRau()
    const claimed = await owner.write(REWARDING_ADDRESS, 'claim(uint256,uint8[])', [
      unclaimedRau,
      [],
    ])
    expect(claimed.events).toEqual([topicOf(RewardClaimed)])
    const feeRau = claimed.gasUsed * claimed.gasPriceRau
    expect(await owner.balanceRau()).toBe(beforeRau + unclaimedRau - feeRau)
  })

  test('a refusal is named, and one that is sent all the same costs its fee and changes nothing', async () => {
    const voter = await open(create, bob)
    const attempt = [STAKING_ADDRESS, CHANGE_CANDIDATE, ['zea', 0, []]] as const
    expect(await voter.refusalOf(...attempt)).toBe('NotBucketOwner')

    const beforeRau = await voter.balanceRau()
    // Some libraries throw on a receipt of status 0; the node's own answer is what counts.
    await voter.write(...attempt, 10_000).catch(() => undefined)
    const [receipt] = node.backend.head().receipts
    expect(receipt).toMatchObject({ status: 0, code: 203, gasUsed: 10_000, logs: [] })
    const feeRau = 10_000n * (receipt?.gasPriceRau ?? 0n)
    expect(await voter.balanceRau()).toBe(beforeRau - feeRau)
    expect(node.backend.queries.bucket(0)?.delegateName).toBe('athens')
  })
})

test.skipIf(process.env['CI'] === undefined)('cast is installed where all is checked', () => {
  expect(cast).toBeDefined()
})
