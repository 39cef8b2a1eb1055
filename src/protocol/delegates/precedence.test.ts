import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { blsPublicKey, blsSecretKeyFromSeed, proveBlsPossession } from '#base/bls.ts'
import { ed25519PublicKey, signEd25519 } from '#base/ed25519.ts'
import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { nameOf, readRefusalTable } from '../staking/refusal-table.fixture.ts'
import {
  account,
  CHAIN_ID,
  createNetwork,
  leaveForGood,
  type Network,
  SIGNATURES,
} from '../staking/staking.fixture.ts'
import { DELEGATES_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { consensusKeyMessage } from './consensus-proof.ts'
import { processExitQueue } from './epoch.ts'

interface Step {
  readonly from: string
  readonly values: readonly AbiValue[]
  readonly valueRau?: bigint
  readonly before?: (network: Network) => void
}

const SIGNATURE_OF: Readonly<Record<string, string>> = {
  ...SIGNATURES,
  setConsensusKey: 'setConsensusKey(bytes,bytes)',
  setBlsKey: 'setBlsKey(bytes,bytes)',
  setProfile:
    'setProfile(string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)',
}

const BIG = coins(1_500_000)
const SECRET = blsSecretKeyFromSeed(new Uint8Array(32).fill(1))
const KEY = blsPublicKey(SECRET)
const NONE = new Uint8Array(0)
const NODE_SECRET = new Uint8Array(32).fill(2)
const NODE_KEY = ed25519PublicKey(NODE_SECRET)
const OTHER_SECRET = new Uint8Array(32).fill(3)
const OTHER_KEY = ed25519PublicKey(OTHER_SECRET)

function prove(secret: Uint8Array, name: string): Uint8Array {
  const key = ed25519PublicKey(secret)
  return signEd25519(secret, consensusKeyMessage(CHAIN_ID, account(name), key))
}

function registration(name: string, people: readonly Address[], days: number, key: Uint8Array) {
  return [name, ...people, days, true, key, []]
}

function update(name: string, operator: Address, key: Uint8Array): readonly AbiValue[] {
  return [name, operator, ZERO_ADDRESS, key]
}

const [ANN, ANNA_OPERATOR] = [account('ann'), account('anna operator')]
const NOBODY = ZERO_ADDRESS
const EMPTY = new Uint8Array(32)

/*
 * anna (of ann) and bena (of ben) exist, carla (of carol) has left for good, dora (of dave) has no self-stake. Buckets of
 * alice for anna: 3 is small, 4 unstaked, 5 big.
 */
const LADDERS: Readonly<Record<string, readonly Step[]>> = {
  candidateRegisterWithBLS: [
    {
      from: 'alice',
      values: registration('Anna', [NOBODY, NOBODY, STAKING_ADDRESS], 2000, NONE),
      valueRau: 1n,
    },
    {
      from: 'alice',
      values: registration('Anna', [NOBODY, NOBODY, STAKING_ADDRESS], 2000, KEY),
      valueRau: 1n,
    },
    {
      from: 'alice',
      values: registration('anna', [NOBODY, STAKING_ADDRESS, ANN], 2000, KEY),
      valueRau: 1n,
    },
    {
      from: 'alice',
      values: registration('anna', [ANNA_OPERATOR, STAKING_ADDRESS, ANN], 2000, KEY),
      valueRau: 1n,
    },
    {
      from: 'alice',
      values: registration('anna', [ANNA_OPERATOR, ANN, ANN], 2000, KEY),
      valueRau: 1n,
    },
    {
      from: 'alice',
      values: registration('anna', [ANNA_OPERATOR, ANN, ANN], 91, KEY),
      valueRau: 1n,
    },
    {
      from: 'bob',
      values: registration('anna', [ANNA_OPERATOR, ANN, ANN], 91, KEY),
      valueRau: coins(10_000_000),
    },
    {
      from: 'bob',
      values: registration('anna', [ANNA_OPERATOR, ANN, ANN], 91, KEY),
      valueRau: BIG,
    },
    {
      from: 'bob',
      values: registration('anna', [ANNA_OPERATOR, ANN, account('bob')], 91, KEY),
      valueRau: BIG,
    },
    {
      from: 'bob',
      values: registration('bobby', [ANNA_OPERATOR, ANN, account('bob')], 91, KEY),
      valueRau: BIG,
    },
    {
      from: 'bob',
      values: registration('bobby', [account('bob'), ANN, account('bob')], 91, KEY),
      valueRau: BIG,
    },
  ],
  candidateUpdateWithBLS: [
    { from: 'alice', values: update('Bena', STAKING_ADDRESS, NONE) },
    { from: 'anna operator', values: update('Bena', STAKING_ADDRESS, NONE) },
    { from: 'ann', values: update('Bena', STAKING_ADDRESS, NONE) },
    { from: 'ann', values: update('bena', STAKING_ADDRESS, NONE) },
    { from: 'ann', values: update('bena', account('bena operator'), NONE) },
    { from: 'ann', values: update('bena', account('bena operator'), KEY) },
    { from: 'ann', values: update('annabel', account('bena operator'), KEY) },
    { from: 'ann', values: update('annabel', account('x'), KEY) },
  ],
  candidateActivate: [
    { from: 'alice', values: [9] },
    { from: 'alice', values: [3] },
    { from: 'carol', values: [3] },
    { from: 'ben', values: [3] },
    { from: 'ben', values: [4] },
    { from: 'ben', values: [0] },
    { from: 'ben', values: [5] },
    { from: 'ann', values: [5] },
    {
      from: 'ann',
      values: [5],
      before: (network) => network.act('alice', SIGNATURES.endorseCandidate, [5]),
    },
  ],
  endorseCandidate: [
    { from: 'bob', values: [9] },
    { from: 'bob', values: [3] },
    { from: 'alice', values: [3] },
    { from: 'alice', values: [4] },
    { from: 'ann', values: [0] },
    {
      from: 'alice',
      values: [5],
      before: (network) => network.act('alice', SIGNATURES.endorseCandidate, [5]),
    },
    { from: 'alice', values: [5], before: endEndorsement },
  ],
  intentToRevokeEndorsement: [
    { from: 'bob', values: [9] },
    { from: 'bob', values: [5] },
    { from: 'alice', values: [5] },
    { from: 'alice', values: [5], before: announceEnd },
    { from: 'alice', values: [5], before: reendorse },
  ],
  revokeEndorsement: [
    { from: 'bob', values: [9] },
    { from: 'bob', values: [5] },
    { from: 'alice', values: [5] },
    {
      from: 'alice',
      values: [5],
      before: (network) => network.act('alice', SIGNATURES.endorseCandidate, [5]),
    },
    {
      from: 'alice',
      values: [5],
      before: (network) => network.act('alice', SIGNATURES.intentToRevokeEndorsement, [5]),
    },
  ],
  candidateTransferOwnership: [
    { from: 'alice', values: [NOBODY, []] },
    { from: 'alice', values: [STAKING_ADDRESS, []] },
    { from: 'alice', values: [account('ben'), []] },
    { from: 'ann', values: [account('ann'), []] },
    { from: 'ann', values: [account('ben'), []] },
    { from: 'ann', values: [account('bob'), []] },
  ],
  requestCandidateDeactivation: [
    { from: 'alice', values: [] },
    { from: 'dave', values: [] },
    {
      from: 'ann',
      values: [],
      before: (network) => network.act('ann', SIGNATURES.requestCandidateDeactivation, []),
    },
    { from: 'ben', values: [] },
  ],
  confirmCandidateDeactivation: [
    { from: 'alice', values: [] },
    { from: 'ann', values: [] },
    {
      from: 'ann',
      values: [],
      before: (network) => network.act('ann', SIGNATURES.requestCandidateDeactivation, []),
    },
    { from: 'ann', values: [], before: admit },
    {
      from: 'ann',
      values: [],
      before: (network) => {
        network.height += network.rules.exitWaitBlocks
      },
    },
  ],
  cancelCandidateDeactivation: [
    { from: 'alice', values: [] },
    { from: 'ann', values: [] },
    {
      from: 'ann',
      values: [],
      before: (network) => network.act('ann', SIGNATURES.requestCandidateDeactivation, []),
    },
  ],
  setConsensusKey: [
    { from: 'alice', values: [NONE, NONE] },
    { from: 'ann', values: [NONE, NONE] },
    { from: 'ann', values: [OTHER_KEY, NONE] },
    { from: 'ann', values: [NODE_KEY, NONE] },
    { from: 'ann', values: [NODE_KEY, prove(NODE_SECRET, 'ann')] },
  ],
  setBlsKey: [
    { from: 'alice', values: [NONE, NONE] },
    { from: 'ann', values: [NONE, NONE] },
    { from: 'ann', values: [KEY, NONE] },
    { from: 'ann', values: [KEY, proveBlsPossession(SECRET)] },
  ],
  setProfile: [
    { from: 'alice', values: ['x'.repeat(65), '', '', '', EMPTY, EMPTY, [], 10_001, 0, 0] },
    { from: 'ann', values: ['x'.repeat(65), '', '', '', EMPTY, EMPTY, [], 10_001, 0, 0] },
    { from: 'ann', values: ['x', '', '', '', EMPTY, EMPTY, [], 10_001, 0, 0] },
    { from: 'ann', values: ['x', '', '', '', EMPTY, EMPTY, [], 10_000, 0, 0] },
  ],
}

function endEndorsement(network: Network): void {
  network.act('alice', SIGNATURES.intentToRevokeEndorsement, [5])
  network.act('alice', SIGNATURES.revokeEndorsement, [5])
}

function announceEnd(network: Network): void {
  network.act('alice', SIGNATURES.endorseCandidate, [5])
  network.act('alice', SIGNATURES.intentToRevokeEndorsement, [5])
}

function reendorse(network: Network): void {
  network.act('alice', SIGNATURES.revokeEndorsement, [5])
  network.act('alice', SIGNATURES.endorseCandidate, [5])
}

function admit(network: Network): void {
  network.epoch++
  network.inBlock(processExitQueue)
}

function prepareNetwork(): Network {
  const network = createNetwork()
  const register = (name: string, owner: string, amountRau: bigint): void => {
    const one = account(owner)
    network.act(owner, SIGNATURES.candidateRegister, [name, one, one, one, amountRau, 0, false, []])
  }
  register('carla', 'carol', BIG)
  register('dora', 'dave', 0n)
  leaveForGood(network, 'carol')
  const stake = (amountRau: bigint): void => {
    network.act('alice', SIGNATURES.createStake, ['anna', amountRau, 0, false, []])
  }
  stake(coins(100))
  stake(BIG)
  stake(BIG)
  network.act('alice', SIGNATURES.unstake, [4, []])
  const options = { to: DELEGATES_ADDRESS }
  const key = [OTHER_KEY, prove(OTHER_SECRET, 'ben')]
  network.act('ben', 'setConsensusKey(bytes,bytes)', key, options)
  network.epoch += network.rules.exitIntervalEpochs
  return network
}

const TABLE = readRefusalTable(new URL('./README.md', import.meta.url))

test.each(Object.entries(LADDERS))('%s refuses in the order of the README', (action, steps) => {
  const network = prepareNetwork()
  const to = action.startsWith('set') ? DELEGATES_ADDRESS : STAKING_ADDRESS
  const names = steps.map(({ from, values, valueRau = 0n, before }) => {
    before?.(network)
    return nameOf(network.act(from, SIGNATURE_OF[action] as string, values, { to, valueRau }).text)
  })
  const expected = TABLE.get(action) ?? []
  expect(names).toEqual(action === 'cancelCandidateDeactivation' ? expected : [...expected, 'ok'])
})

test('every action of the table has a ladder', () => {
  expect(Object.keys(LADDERS)).toEqual([...TABLE.keys()])
})
