import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { expect, test } from 'vitest'
import { account, createNetwork, describeLog } from '../staking/staking.fixture.ts'
import { DELEGATES_ADDRESS } from '../system-addresses.ts'
import { DELEGATES_EVENTS } from './events.ts'

const AT = { to: DELEGATES_ADDRESS }
const SIGNATURE =
  'setProfile(string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)'
const LOGO = new Uint8Array(32).fill(1)
const TEXT = new Uint8Array(32).fill(2)

interface Wish {
  displayName?: string
  group?: string
  website?: string
  region?: string
  links?: readonly string[]
  bps?: readonly [number, number, number]
}

function profile(wish: Wish = {}): readonly AbiValue[] {
  const { displayName = 'Anna & Söhne', group = 'club', website = 'https://anna.example' } = wish
  const { region = 'EU', links = ['a', 'b'], bps = [1_000, 500, 10_000] } = wish
  return [displayName, group, website, region, LOGO, TEXT, links, ...bps]
}

test('each call makes a version; event and read tell all of it', () => {
  const network = createNetwork()
  const first = network.act('ann', SIGNATURE, profile(), AT)
  expect(first.logs.map((log) => describeLog(log, DELEGATES_EVENTS))).toEqual([
    `ProfileSet(${account('ann')},1,Anna & Söhne,club,https://anna.example,EU,0x${'01'.repeat(32)},0x${'02'.repeat(32)},a,b,1000,500,10000)`,
  ])
  network.height = 77
  expect(network.act('ann', SIGNATURE, profile({ group: '', links: [] }), AT).text).toBe('ok')
  expect(network.read('profile(address)', [account('ann')], DELEGATES_ADDRESS)).toEqual([
    [2, 77n, 'Anna & Söhne', '', 'https://anna.example', 'EU', LOGO, TEXT, [], 1_000, 500, 10_000],
  ])
  expect(network.world.delegates.delegates.get(account('ann'))?.profileVersion).toBe(2)
})

test('before the first, a profile is empty', () => {
  const none = new Uint8Array(32)
  expect(createNetwork().read('profile(address)', [account('ann')], DELEGATES_ADDRESS)).toEqual([
    [0, 0n, '', '', '', '', none, none, [], 0, 0, 0],
  ])
})

const NINE = Array.from({ length: 9 }, () => '')

test.each<[string, string, Wish, string]>([
  ['no delegate', 'alice', {}, `NotACandidate(${account('alice')})`],
  ['the operator', 'anna operator', {}, `NotACandidate(${account('anna operator')})`],
  [
    'display name',
    'ann',
    { displayName: 'x'.repeat(65) },
    'ProfileFieldTooLong(displayName,65,64)',
  ],
  [
    'letters of two bytes',
    'ann',
    { displayName: 'ö'.repeat(33) },
    'ProfileFieldTooLong(displayName,66,64)',
  ],
  ['group', 'ann', { group: 'x'.repeat(33) }, 'ProfileFieldTooLong(group,33,32)'],
  ['website', 'ann', { website: 'x'.repeat(129) }, 'ProfileFieldTooLong(website,129,128)'],
  ['region', 'ann', { region: 'x'.repeat(65) }, 'ProfileFieldTooLong(region,65,64)'],
  ['a link', 'ann', { links: ['', 'x'.repeat(129)] }, 'ProfileFieldTooLong(link,129,128)'],
  ['nine links', 'ann', { links: NINE }, 'ProfileFieldTooLong(links,9,8)'],
  [
    'block commission',
    'ann',
    { bps: [10_001, 0, 0] },
    'CommissionTooHigh(blockCommissionBps,10001)',
  ],
  [
    'epoch commission',
    'ann',
    { bps: [0, 10_001, 0] },
    'CommissionTooHigh(epochCommissionBps,10001)',
  ],
  [
    'bonus commission',
    'ann',
    { bps: [0, 0, 10_001] },
    'CommissionTooHigh(bonusCommissionBps,10001)',
  ],
])('refused: %s', (_, from, wish, text) => {
  expect(createNetwork().act(from, SIGNATURE, profile(wish), AT).text).toBe(text)
})
