import { expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import type { Misbehavior } from '../abci.ts'
import { createTestNetwork, type TestNetwork, validatorOf } from '../test-network.fixture.ts'

const rules = { doubleSignSlashPermille: 100 }

function doubleSign(name: string, height: number): Misbehavior {
  return { type: 'duplicate-vote', validator: validatorOf(name), height, timeMs: 1 }
}

function selfStakeCoins(network: TestNetwork, name: string): bigint {
  const delegate = network.machine.world.delegates.delegates.get(network.id(name))
  return (delegate?.selfStakeRau ?? 0n) / coins(1)
}

/** As `setConsensusKey` does, whose proof needs a secret key. */
function changeKey(network: TestNetwork, name: string, consensusKey: Uint8Array): void {
  const { delegates } = network.machine.world.delegates
  const delegate = delegates.get(network.id(name))
  if (delegate !== undefined) delegates.set(delegate.id, { ...delegate, consensusKey })
}

test('a new consensus key does not save who double-signed with the old one', () => {
  const network = createTestNetwork({ rules })
  network.advanceTo(5)
  changeKey(network, 'alice', new Uint8Array(32).fill(5))
  network.block({ misbehavior: [doubleSign('alice', 4)] })
  expect(selfStakeCoins(network, 'alice')).toBe(2_700n)
})

test('whoever has taken the key over since is not punished for it', () => {
  const network = createTestNetwork({ rules })
  const { world } = network.machine
  network.advanceTo(5)
  const key = world.delegates.delegates.get(network.id('alice'))?.consensusKey ?? new Uint8Array(0)
  changeKey(network, 'alice', new Uint8Array(32).fill(5))
  changeKey(network, 'bob', key)
  network.block({ misbehavior: [doubleSign('alice', 4)] })
  expect(selfStakeCoins(network, 'alice')).toBe(2_700n)
  expect(selfStakeCoins(network, 'bob')).toBe(2_000n)
})

test('the set of the height counts, also in a later epoch', () => {
  const network = createTestNetwork({ rules })
  network.advanceTo(5)
  changeKey(network, 'alice', new Uint8Array(32).fill(5))
  network.advanceTo(30)
  network.block({ misbehavior: [doubleSign('alice', 12), doubleSign('alice', 13)] })
  // Height 13 is in epoch 2, for which she was elected with the new key: nobody signed with the old one.
  expect(selfStakeCoins(network, 'alice')).toBe(2_700n)
})

test.each([
  ['of nobody', { validator: 'AB'.repeat(20) }],
  ['of a height that never was', { height: 0 }],
])('evidence %s changes nothing', (_, part) => {
  const network = createTestNetwork({ rules })
  network.advanceTo(3)
  network.block({ misbehavior: [{ ...doubleSign('alice', 2), ...part }] })
  expect(selfStakeCoins(network, 'alice')).toBe(3_000n)
})
