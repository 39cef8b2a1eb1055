import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { toHex } from '#base/hex.ts'
import { expect, test } from 'vitest'
import { account, createNetwork, describeLog, SIGNATURES } from '../staking/staking.fixture.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { DELEGATES_EVENTS } from './events.ts'

const KEY = blsPublicKey(blsSecretKeyFromSeed(new Uint8Array(32).fill(9)))
const KEEP = ZERO_ADDRESS

test('the owner changes name, operator and reward address', () => {
  const network = createNetwork()
  const { index, delegates } = network.world.delegates
  const values = ['annabel', account('new operator'), account('new reward')]
  const outcome = network.act('ann', SIGNATURES.candidateUpdate, values)
  expect(outcome.text).toBe('ok')
  expect(delegates.get(account('ann'))).toMatchObject({
    name: 'annabel',
    operator: account('new operator'),
    reward: account('new reward'),
  })
  expect([index.byName('anna'), index.byName('annabel')]).toEqual([undefined, account('ann')])
  expect(index.byOperator(account('anna operator'))).toBeUndefined()
  expect(outcome.logs.map((log) => describeLog(log, DELEGATES_EVENTS))).toEqual([
    `CandidateUpdated(${account('ann')},${account('ann')},${account('new operator')},annabel,${account('new reward')},0x)`,
  ])
})

test('an empty name and zero addresses keep what is there', () => {
  const network = createNetwork()
  const before = network.world.delegates.delegates.get(account('ann'))
  expect(network.act('ann', SIGNATURES.candidateUpdate, ['', KEEP, KEEP]).text).toBe('ok')
  expect(network.world.delegates.delegates.get(account('ann'))).toEqual(before)
})

test('the owner, and the operator alone, may set the BLS key', () => {
  for (const from of ['ann', 'anna operator']) {
    const network = createNetwork()
    expect(network.act(from, SIGNATURES.candidateUpdateWithBLS, ['', KEEP, KEEP, KEY]).text).toBe(
      'ok',
    )
    const key = network.world.delegates.delegates.get(account('ann'))?.blsKey
    expect(toHex(key as Uint8Array)).toBe(toHex(KEY))
  }
})

test.each<[string, string, string, Address, Address, Uint8Array | undefined, string]>([
  ['no delegate', 'alice', 'x', KEEP, KEEP, KEY, `NotACandidate(${account('alice')})`],
  [
    'the operator without key',
    'anna operator',
    '',
    KEEP,
    KEEP,
    undefined,
    `NotDelegateOwner(${account('ann')},${account('ann')})`,
  ],
  [
    'the operator with a name',
    'anna operator',
    'x',
    KEEP,
    KEEP,
    KEY,
    `NotDelegateOwner(${account('ann')},${account('ann')})`,
  ],
  [
    'the operator with a reward address',
    'anna operator',
    '',
    KEEP,
    account('x'),
    KEY,
    `NotDelegateOwner(${account('ann')},${account('ann')})`,
  ],
  ['a bad name', 'ann', 'Anna', KEEP, KEEP, undefined, 'BadName(Anna)'],
  [
    'an address of the protocol',
    'ann',
    '',
    KEEP,
    STAKING_ADDRESS,
    undefined,
    `SystemAddress(${STAKING_ADDRESS})`,
  ],
  ['a bad key', 'ann', '', KEEP, KEEP, KEY.slice(1), 'BadBlsKey()'],
  ['a taken name', 'ann', 'bena', KEEP, KEEP, undefined, 'NameIsTaken(bena)'],
  [
    'a taken operator',
    'ann',
    '',
    account('bena operator'),
    KEEP,
    undefined,
    `OperatorIsTaken(${account('bena operator')})`,
  ],
])('refused: %s', (_, from, name, operator, reward, key, text) => {
  const network = createNetwork()
  const outcome =
    key === undefined
      ? network.act(from, SIGNATURES.candidateUpdate, [name, operator, reward])
      : network.act(from, SIGNATURES.candidateUpdateWithBLS, [name, operator, reward, key])
  expect(outcome.text).toBe(text)
})
