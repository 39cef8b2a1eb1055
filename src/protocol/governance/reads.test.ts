import { expect, test } from 'vitest'
import { ZERO_ADDRESS } from '#base/address.ts'
import { coins, MAX_UINT64 } from '#base/integers.ts'
import { callRead } from '../call-read.fixture.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { addressOf } from '../test-network.fixture.ts'
import { createGovernanceNetwork, setEpochReward } from './governance.fixture.ts'
import { PROPOSAL_STATES } from './lifecycle.ts'
import { encodePayload } from './payload.ts'

const VOTING = PROPOSAL_STATES.indexOf('voting')

test('reads answer with what stands in the records', () => {
  const network = createGovernanceNetwork()
  const read = (signature: string, ...values: Parameters<typeof callRead>[3]) =>
    callRead(network, GOVERNANCE_ADDRESS, signature, values)
  expect(read('liveProposals()')).toEqual([[]])
  network.govern('bob', 'delegatePower(uint8,address)', [1, addressOf('alice')])
  expect(read('delegateOf(uint8,address)', 1, addressOf('bob'))).toEqual([addressOf('alice')])
  expect(read('delegateOf(uint8,address)', 2, addressOf('bob'))).toEqual([ZERO_ADDRESS])
  expect(read('depositFor(uint8)', 3)).toEqual([coins(400)])
  expect(read('powerOf(address,uint32)', addressOf('alice'), 1)).toEqual([coins(3_000)])
  expect(read('powerOf(address,uint32)', addressOf('dora'), 0)).toEqual([0n])

  const payload = setEpochReward(9_000)
  const id = network.propose('dora', payload)
  network.open(id)
  network.block()
  network.vote('alice', id, 7_500, 2_500)
  expect(read('liveProposals()')).toEqual([[BigInt(id)]])
  expect(read('payload(uint64)', id)).toEqual([1, encodePayload(payload)])
  const proposal = network.proposal(id)
  expect(read('proposal(uint64)', id)).toEqual([
    addressOf('dora'),
    VOTING,
    1,
    1,
    false,
    1,
    proposal.root,
    'A proposal',
    coins(100),
    [1n, 1n, 2n, 3n, 5n, 0n, 0n, 0n],
  ])
  expect(read('tally(uint64)', id)).toEqual([
    coins(5_000),
    2,
    coins(3_750),
    coins(1_250),
    0n,
    coins(6_000),
    1n,
  ])
  const ballotOf = (name: string) => read('ballot(uint64,address)', id, addressOf(name))
  expect(ballotOf('alice')).toEqual([true, 7_500, 2_500, 0, coins(3_000), coins(2_000), MAX_UINT64])
  expect(ballotOf('bob')).toEqual([false, 0, 0, 0, coins(2_000), 0n, 0n])
})

test.each([
  ['proposal(uint64)', [9]],
  ['payload(uint64)', [9]],
  ['tally(uint64)', [2n ** 40n]],
  ['ballot(uint64,address)', [9, ZERO_ADDRESS]],
  ['delegateOf(uint8,address)', [4, ZERO_ADDRESS]],
  ['depositFor(uint8)', [4]],
])('%s of what is not there is refused', (signature, values) => {
  const network = createGovernanceNetwork()
  expect(() => callRead(network, GOVERNANCE_ADDRESS, signature, values)).toThrow(
    'a refusal that a read can give',
  )
})
