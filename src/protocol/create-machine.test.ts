import { expect, test } from 'vitest'
import { blsPublicKey, blsSecretKeyFromSeed, signBls } from '#base/bls.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { concatBytes, u64ToBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { computeRevealMessage, getRandomness } from './election/randomness.ts'
import { getSchedule } from './epochs/epoch.ts'
import { toValidatorAddress } from './liveness/count.ts'
import { encodeRevealTransaction } from './reveal-transaction.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from './system-addresses.ts'
import {
  addressOf,
  createTestNetwork,
  TEST_CHAIN_ID,
  type TestNetwork,
  validatorOf,
} from './test-network.fixture.ts'

const names = ['alice', 'bob', 'carol']
const secretOf = (name: string) => blsSecretKeyFromSeed(keccak256(utf8ToBytes(name)))

function createRevealNetwork(): TestNetwork {
  return createTestNetwork({
    delegates: names.map((name) => ({
      name,
      selfStakeCoins: 1_000,
      blsKey: blsPublicKey(secretOf(name)),
    })),
  })
}

function dueName(network: TestNetwork): string {
  const due = toValidatorAddress(getSchedule(network.machine.world).current.proposer)
  return names.find((name) => validatorOf(name) === due) ?? ''
}

function revealOf(name: string, height: number): Uint8Array {
  return signBls(secretOf(name), computeRevealMessage(TEST_CHAIN_ID, height))
}

const request = (
  network: TestNetwork,
  height: number,
  proposer: string,
  txs: readonly Uint8Array[],
) => ({
  height,
  timeMs: 1_700_000_001_000,
  proposerAddress: validatorOf(proposer),
  txs,
  proposedLastCommit: { round: 0, votes: [] },
  misbehavior: [],
  localLastCommit: { round: 0, votes: [] },
  maxTxBytes: network.machine.rules().maxBlockBytes,
})

test('a reveal of the proposer that was due in round 0 is mixed in', () => {
  const network = createRevealNetwork()
  const { mix } = getRandomness(network.machine.world)
  const reveal = revealOf(dueName(network), 1)
  const block = network.block({ rawTxs: [encodeRevealTransaction(reveal)] })
  expect(block.reveal).toEqual(reveal)
  expect(getRandomness(network.machine.world)).toEqual({
    mix: keccak256(concatBytes(mix, reveal)),
    reveals: 1,
  })
})

test.each([
  ['in a later round', 1, (network: TestNetwork) => revealOf(dueName(network), 1)],
  [
    'of another delegate',
    0,
    (network: TestNetwork) => revealOf(names.find((one) => one !== dueName(network)) ?? '', 1),
  ],
  ['of another height', 0, (network: TestNetwork) => revealOf(dueName(network), 2)],
  ['of random bytes', 0, () => new Uint8Array(96).fill(3)],
  ['of the wrong length', 0, () => new Uint8Array(95)],
])('a reveal %s does not count: the height is mixed in', (_, round, make) => {
  const network = createRevealNetwork()
  const { mix } = getRandomness(network.machine.world)
  const raw = encodeRevealTransaction(make(network))
  if (round === 0) {
    const proposal = request(network, 1, dueName(network), [raw])
    expect(network.machine.processProposal(proposal)).toBe(false)
  }
  const block = network.block({ round, rawTxs: [raw] })
  expect(block.reveal).toBeUndefined()
  expect(getRandomness(network.machine.world).mix).toEqual(
    keccak256(concatBytes(mix, u64ToBytes(1))),
  )
})

test('what an honest proposer prepares, everyone accepts; a reveal anywhere but first is refused', () => {
  const network = createRevealNetwork()
  const due = dueName(network)
  const reveal = revealOf(due, 1)
  const txs = network.machine.prepareProposal(request(network, 1, due, []), [], reveal)
  expect(txs).toEqual([encodeRevealTransaction(reveal)])
  expect(network.machine.processProposal(request(network, 1, due, txs))).toBe(true)
  expect(network.machine.processProposal(request(network, 1, due, [...txs, ...txs]))).toBe(false)
  const other = names.find((one) => one !== due) ?? ''
  expect(network.machine.prepareProposal(request(network, 1, other, []), [], reveal)).toEqual([])
})

test('a block that is finalised, dropped and finalised again has the same hash', () => {
  const first = createTestNetwork({ holders: { dan: 1_000 } })
  const second = createTestNetwork({ holders: { dan: 1_000 } })
  for (const network of [first, second]) {
    const signed = network.sign('dan', { to: addressOf('erin'), valueRau: coins(1) })
    if (network === second) {
      const { timeMs } = first.blocks[0] ?? { timeMs: 0 }
      const dropped = {
        height: 1,
        timeMs: timeMs + 5,
        hash: new Uint8Array(32),
        proposerAddress: validatorOf('alice'),
        txs: [signed.transaction.raw],
        decidedLastCommit: { round: 0, votes: [] },
        misbehavior: [],
      }
      network.machine.finalizeBlock(dropped)
      // The second time finalising drops the first one by itself.
      network.machine.finalizeBlock(dropped)
      network.machine.discard()
    }
    network.block({ transactions: [signed] })
  }
  expect(second.blocks[0]?.roots).toEqual(first.blocks[0]?.roots)
})

test('a proposal is cut to what is valid one after another', () => {
  const network = createTestNetwork({ holders: { dan: 1 } })
  const pay = (nonce: number, amount: bigint) =>
    network.sign('dan', { nonce, to: addressOf('erin'), valueRau: amount, gasLimit: 10_000 })
  const half = coins(1) / 2n
  // A fee is a hundredth of a coin: the second half is not there any more; nonce 3 waits for nonce 1.
  const all = [pay(0, half), pay(1, half), pay(3, 1n), pay(1, 1n)]
  const prepared = network.machine.prepareProposal(
    request(network, 1, 'alice', []),
    all.map((one) => one.transaction.raw),
    undefined,
  )
  expect(prepared).toEqual([all[0]?.transaction.raw, all[3]?.transaction.raw])
  expect(network.machine.processProposal(request(network, 1, 'alice', prepared))).toBe(true)
  const raws = all.map((one) => one.transaction.raw)
  expect(network.machine.processProposal(request(network, 1, 'alice', raws))).toBe(false)
})

test('a proposal is no larger than the rules allow, however much room the engine has', () => {
  const maxBlockBytes = 65_536
  const network = createTestNetwork({
    holders: { dan: 100_000 },
    rules: { maxBlockBytes, maxBlockGas: 100_000_000 },
  })
  const raws = Array.from({ length: 5_000 }, (_, nonce) =>
    network.sign('dan', { nonce, gasLimit: 10_000 }),
  ).map((one) => one.transaction.raw)
  const roomy = { ...request(network, 1, 'alice', []), maxTxBytes: 20_000_000 }
  const prepared = network.machine.prepareProposal(roomy, raws, undefined)
  const bytes = prepared.reduce((sum, raw) => sum + raw.length, 0)
  expect(bytes).toBeLessThanOrEqual(maxBlockBytes)
  expect(bytes).toBeGreaterThan(maxBlockBytes * 0.8)
})

test('what a Byzantine proposer puts in all the same is skipped', () => {
  const network = createTestNetwork({ holders: { dan: 100 } })
  const creation = network.sign('dan', { to: undefined })
  const early = network.sign('dan', { nonce: 7 })
  const { receipts, response } = network.block({ transactions: [creation, early] })
  // A transaction that nobody admits is skipped as a whole.
  expect(receipts).toEqual([])
  expect(response.txResults.map(({ code }) => code)).toEqual([1_003, 1_009])
  expect(network.balanceRau('dan')).toBe(coins(100))
})

test('calls answer reads, tell what an action would do, and change nothing', () => {
  const network = createTestNetwork({ holders: { dan: 1_000 } })
  const { machine } = network
  const call = (
    to: typeof STAKING_ADDRESS,
    signature: string,
    values: readonly (string | bigint | number | boolean | never[])[],
  ) =>
    machine.call({ from: addressOf('dan'), to, valueRau: 0n, data: encodeCall(signature, values) })
  expect(call(REWARDING_ADDRESS, 'availableBalance()', [])).toMatchObject({ ok: true })
  const stake = 'createStake(string,uint256,uint32,bool,uint8[])'
  expect(call(STAKING_ADDRESS, stake, ['alice', coins(500), 0, false, []])).toMatchObject({
    ok: true,
    gasUsed: 10_000,
  })
  expect(call(STAKING_ADDRESS, stake, ['nobody', coins(500), 0, false, []]).ok).toBe(false)
  expect(network.balanceRau('dan')).toBe(coins(1_000))
  const pending = network.sign('dan', { to: addressOf('erin'), valueRau: coins(900) })
  const onTop = machine.withPending([pending], () => network.balanceRau('erin'))
  expect(onTop).toBe(coins(900))
  expect(network.balanceRau('erin')).toBe(0n)
})

test('admission names what is wrong', () => {
  const network = createTestNetwork({ holders: { dan: 1_000 } })
  const check = (fields: Parameters<TestNetwork['sign']>[1]) =>
    network.machine.checkTx(network.sign('dan', fields)).log
  expect(check({})).toBe('')
  expect(check({ chainId: 1 })).toBe('invalid chain id: signed for 1, this network is 4242')
  expect(check({ to: undefined })).toContain('NoContractCreation()')
  expect(check({ data: new Uint8Array(4) })).toContain('NoCode(address)')
  expect(check({ to: STAKING_ADDRESS, data: new Uint8Array(4) })).toContain(
    'UnknownFunction(bytes4)',
  )
  expect(check({ to: STAKING_ADDRESS })).toContain('NoPlainTransfer(address)')
  expect(check({ gasLimit: 9_999 })).toBe('intrinsic gas too low: gas limit 9999, needs 10000')
  expect(check({ maxFeePerGasRau: 1n, maxPriorityFeePerGasRau: 1n })).toContain(
    'transaction underpriced',
  )
  expect(check({ valueRau: coins(1_000) })).toContain('insufficient funds for gas * price + value')
  expect(check({ gasLimit: 1_000_000_000 })).toContain('exceeds block gas limit')
  network.block({ transactions: [network.sign('dan', {})] })
  expect(check({ nonce: 0 })).toBe('nonce too low: next nonce 1, tx nonce 0')
})
