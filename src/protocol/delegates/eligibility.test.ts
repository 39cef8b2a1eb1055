import { coins } from '#base/integers.ts'
import { expect, test } from 'vitest'
import { slashSelfStake } from '../staking/slash.ts'
import { creditFund } from '../rewards/fund.ts'
import {
  account,
  createNetwork,
  leaveForGood,
  type Network,
  SIGNATURES,
} from '../staking/staking.fixture.ts'
import { INELIGIBILITIES } from '#formulas/find-ineligibility.ts'
import { whyInactive } from './eligibility.ts'
import { processExitQueue } from './epoch.ts'

/** What makes anna inactive, by reason. `exit` is how each begins: with a fresh network. */
const WAYS: Readonly<Record<string, (network: Network) => void>> = {
  retired: (network) => leaveForGood(network, 'ann'),
  exiting: (network) => {
    network.act('ann', SIGNATURES.requestCandidateDeactivation, [])
    network.epoch++
    network.inBlock(processExitQueue)
  },
  'no-self-stake': (network) => {
    network.act('ann', SIGNATURES.candidateTransferOwnership, [account('dave'), []])
  },
  'self-stake-too-small': (network) => {
    network.inBlock((context) => {
      creditFund(network.world, slashSelfStake(context, account('ann'), coins(800_001)))
    })
  },
  'self-stake-not-backed': (network) => {
    network.act('alice', SIGNATURES.createStake, ['anna', coins(1_500_000), 91, true, []])
    network.act('alice', SIGNATURES.endorseCandidate, [2])
    network.act('ann', SIGNATURES.candidateActivate, [2])
    network.act('alice', SIGNATURES.intentToRevokeEndorsement, [2])
    network.height += network.rules.endorsementWaitBlocks
  },
}

function whyAnnaIsInactive({ world, rules, height }: Network): string | undefined {
  return whyInactive(world, rules, world.delegates.delegates.get(account('ann')) as never, height)
}

test('a delegate with enough self-stake of its own is active', () => {
  expect(whyAnnaIsInactive(createNetwork())).toBeUndefined()
})

test.each(Object.keys(WAYS))('%s', (reason) => {
  const network = createNetwork()
  WAYS[reason]?.(network)
  expect(whyAnnaIsInactive(network)).toBe(reason)
})

test('no-consensus-key, where the rules ask for one', () => {
  const network = createNetwork({
    rules: { consensusKeyRequired: true },
    delegates: [{ consensusKey: new Uint8Array(32) }, { consensusKey: new Uint8Array(32).fill(1) }],
  })
  expect(whyAnnaIsInactive(network)).toBeUndefined()
  const anna = network.world.delegates.delegates.get(account('ann'))
  network.world.delegates.delegates.set(account('ann'), {
    ...anna!,
    consensusKey: new Uint8Array(0),
  })
  expect(whyAnnaIsInactive(network)).toBe('no-consensus-key')
})

test('every reason has a way to it', () => {
  expect([...Object.keys(WAYS), 'no-consensus-key']).toEqual([...INELIGIBILITIES])
})
