import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { getBalanceRau } from '../accounts/balance.ts'
import { getFund } from '../rewards/fund.ts'
import { STAKING_EVENTS } from '../staking/events.ts'
import { account, createNetwork, describeLog, SIGNATURES } from '../staking/staking.fixture.ts'
import { getVotesRau } from '../staking/votes.ts'
import { REWARDING_ADDRESS } from '../system-addresses.ts'
import { DELEGATES_EVENTS } from './events.ts'
import { NO_BUCKET } from './state.ts'

const EVENTS = [...STAKING_EVENTS, ...DELEGATES_EVENTS]
const KEY = blsPublicKey(blsSecretKeyFromSeed(new Uint8Array(32).fill(7)))

interface Wish {
  name?: string
  operator?: Address
  reward?: Address
  owner?: Address
  amountRau?: bigint
  days?: number
}

function registration(wish: Wish = {}): readonly AbiValue[] {
  const carol = account('carol')
  const { name = 'carla', operator = account('operator'), reward = carol, owner = carol } = wish
  return [
    name,
    operator,
    reward,
    owner,
    wish.amountRau ?? coins(1_200_000),
    wish.days ?? 91,
    true,
    [],
  ]
}

test('a registration pays fee and self-stake, and the delegate exists with its votes', () => {
  const network = createNetwork()
  const { world } = network
  const fund = getFund(world).availableRau
  const outcome = network.act('carol', SIGNATURES.candidateRegister, registration())
  expect(outcome.text).toBe('ok')
  expect(world.delegates.delegates.get(account('carol'))).toEqual({
    id: account('carol'),
    registration: 3,
    name: 'carla',
    owner: account('carol'),
    operator: account('operator'),
    reward: account('carol'),
    selfStakeBucket: 2,
    selfStakeRau: coins(1_200_000),
    blsKey: new Uint8Array(0),
    consensusKey: new Uint8Array(0),
    exitHeight: 0,
    retired: false,
    rewardExempt: false,
    profileVersion: 0,
  })
  // Recorded of iotex-core v2.4.4: 1,200,000 coins of self-stake for 91 days with auto-stake.
  expect(getVotesRau(world, account('carol'))).toBe(1635067133824581908640994n)
  expect(getBalanceRau(world.accounts, account('carol'))).toBe(coins(8_799_900))
  expect(getFund(world).availableRau - fund).toBe(coins(100))
  const [id, stake] = [account('carol'), coins(1_200_000)]
  expect(outcome.logs.map((log) => describeLog(log, EVENTS))).toEqual([
    `CandidateRegistered(${id},${id},${account('operator')},carla,${id},0x)`,
    `BucketCreated(2,${id},${id},${stake},91,true)`,
    `Staked(${id},${id},2,${stake},91,true)`,
    `CandidateActivated(${id},2)`,
  ])
})

test('with a BLS key the stake is the value of the transaction', () => {
  const network = createNetwork()
  const [name, operator, reward, owner] = registration()
  const values = [
    name as string,
    operator as string,
    reward as string,
    owner as string,
    91,
    true,
    KEY,
    [],
  ]
  const options = { valueRau: coins(1_200_000) }
  expect(network.act('carol', SIGNATURES.candidateRegisterWithBLS, values, options).text).toBe('ok')
  const delegate = network.world.delegates.delegates.get(account('carol'))
  expect(delegate?.selfStakeRau).toBe(coins(1_200_000))
  expect(toHex(delegate?.blsKey as Uint8Array)).toBe(toHex(KEY))
})

test('without self-stake there is no bucket and no votes', () => {
  const network = createNetwork()
  const outcome = network.act(
    'carol',
    SIGNATURES.candidateRegister,
    registration({ amountRau: 0n }),
  )
  expect(outcome.text).toBe('ok')
  expect(outcome.logs).toHaveLength(1)
  expect(network.world.delegates.delegates.get(account('carol'))).toMatchObject({
    selfStakeBucket: NO_BUCKET,
    selfStakeRau: 0n,
  })
})

test('somebody may register a delegate for another owner, who then owns the self-stake', () => {
  const network = createNetwork()
  const values = registration({ owner: account('dave') })
  expect(network.act('carol', SIGNATURES.candidateRegister, values).text).toBe('ok')
  expect(network.world.staking.buckets.get(2)?.owner).toBe(account('dave'))
  expect(network.world.delegates.index.byOwner(account('dave'))).toBe(account('dave'))
})

test('the former owner of a transferred delegate gets another identity when it registers again', () => {
  const network = createNetwork()
  network.act('ann', SIGNATURES.candidateTransferOwnership, [account('dave'), []])
  const values = registration({ owner: account('ann') })
  expect(network.act('carol', SIGNATURES.candidateRegister, values).text).toBe('ok')
  const id = network.world.delegates.index.byOwner(account('ann'))
  expect(id).not.toBe(account('ann'))
  expect(network.world.delegates.delegates.get(id as Address)?.name).toBe('carla')
  expect(network.world.delegates.delegates.get(account('ann'))?.owner).toBe(account('dave'))
})

const LEAST = coins(1_200_000)

test.each<[string, Wish, string]>([
  ['an empty name', { name: '' }, 'BadName()'],
  ['a name of 13 characters', { name: 'abcdefghijklm' }, 'BadName(abcdefghijklm)'],
  ['a capital letter', { name: 'Carla' }, 'BadName(Carla)'],
  ['a sign of the Ethereum era', { name: 'gamefantasy#' }, 'BadName(gamefantasy#)'],
  ['no operator', { operator: ZERO_ADDRESS }, 'ZeroAddress()'],
  ['no reward address', { reward: ZERO_ADDRESS }, 'ZeroAddress()'],
  ['no owner', { owner: ZERO_ADDRESS }, 'ZeroAddress()'],
  [
    'the fund as reward address',
    { reward: REWARDING_ADDRESS },
    `SystemAddress(${REWARDING_ADDRESS})`,
  ],
  ['too long', { days: 1051 }, 'DurationTooLong(1051,1050)'],
  ['below the minimum', { amountRau: LEAST - 1n }, `AmountTooSmall(${LEAST - 1n},${LEAST})`],
  [
    'the fee is not left',
    { amountRau: coins(9_999_901) },
    `NotEnoughBalance(${coins(10_000_001)},${coins(10_000_000)})`,
  ],
  ['an owner of a delegate', { owner: account('ann') }, `OwnerIsTaken(${account('ann')})`],
  ['a taken name', { name: 'anna' }, 'NameIsTaken(anna)'],
  [
    'a taken operator',
    { operator: account('anna operator') },
    `OperatorIsTaken(${account('anna operator')})`,
  ],
])('refused: %s', (_, wish, text) => {
  expect(createNetwork().act('carol', SIGNATURES.candidateRegister, registration(wish)).text).toBe(
    text,
  )
})

test.each<[string, Uint8Array]>([
  ['no key', new Uint8Array(0)],
  ['47 bytes', KEY.slice(1)],
  ['not a point', KEY.map((byte, i) => (i === 20 ? byte ^ 1 : byte))],
  ['infinity', Uint8Array.from({ length: 48 }, (_, i) => (i === 0 ? 0xc0 : 0))],
])('refused with BLS: %s', (_, key) => {
  const carol = account('carol')
  const values = ['carla', account('operator'), carol, carol, 91, true, key, []]
  const options = { valueRau: coins(1_200_000) }
  const outcome = createNetwork().act('carol', SIGNATURES.candidateRegisterWithBLS, values, options)
  expect(outcome.text).toBe('BadBlsKey()')
})
