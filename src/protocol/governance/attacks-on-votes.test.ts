import { describe, expect, test } from 'vitest'
import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { coins } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { addressOf } from '../test-network.fixture.ts'
import { findLogs } from './find-logs.fixture.ts'
import { governanceInterface } from './interface.ts'
import { historyOf } from './recount.fixture.ts'
import { recordChanges } from './rule-changes.ts'
import { GOVERNANCE_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { createAttackedNetwork, proposeAs, stake } from './attacks.fixture.ts'
import { confirm, directiveFor, NO_HASH, setEpochReward, upgradeTo } from './governance.fixture.ts'

/* What happened to votes of others, each as a scenario that fails for the attacker. More of them: attacks.test.ts. */

const CAST = 'castBallot(uint64,bytes32,uint16,uint16,uint16)'

describe('Steem (2020): an exchange votes with its customers’ coins', () => {
  test('what was staked just now has no power', () => {
    const network = createAttackedNetwork({ policyMaturityEpochs: 10 })
    stake(network, 'mallory', 400_000)
    network.endEpoch(3)
    network.block()
    proposeAs(network, 'mallory', setEpochReward(1))
    network.until(1, 'support')
    expect(network.support('mallory', 1).code).toBe(524)
  })

  test('an account on the list has none at all, and is not part of the whole', () => {
    const network = createAttackedNetwork({ excludedAccounts: addressOf('mallory') })
    stake(network, 'mallory', 400_000)
    network.endEpoch(4)
    network.block()
    proposeAs(network, 'dora', setEpochReward(9_000))
    network.until(1, 'support')
    expect(network.support('mallory', 1).code).toBe(524)
    network.support('alice', 1)
    network.until(1, 'voting')
    expect(network.proposal(1).totalRau).toBe(coins(6_000))
    expect(network.vote('mallory', 1, 0, 10_000).code).toBe(524)
  })
})

describe('Tezos: a protocol that does not build', () => {
  test.each([
    ['without attestations', [], 'lapsed'],
    ['with one that says so', ['carol'], 'lapsed'],
    ['with most of them saying so', ['alice', 'carol'], 'rejected'],
  ] as const)('never reaches a vote: %s', (_, red, end) => {
    const network = createAttackedNetwork({ minAttestations: 1, technicalSupportWindowEpochs: 4 })
    proposeAs(network, 'mallory', upgradeTo(2))
    const { root } = network.proposal(1)
    for (const who of red) {
      network.govern(who, 'attest(uint64,bytes32,bool,bytes32)', [1, root, false, NO_HASH])
    }
    network.until(1, 'support')
    for (const who of ['alice', 'bob', 'carol']) network.support(who, 1)
    network.until(1, end)
    expect(historyOf(network, 1).join()).not.toContain('voting')
  })

  test('mallory cannot attest', () => {
    const network = createAttackedNetwork()
    proposeAs(network, 'mallory', upgradeTo(2))
    const { root } = network.proposal(1)
    const says = [1, root, true, NO_HASH]
    expect(network.govern('mallory', 'attest(uint64,bytes32,bool,bytes32)', says).code).toBe(539)
  })
})

describe('Cosmos: spam', () => {
  test('without support costs the deposit, which feeds those who run the network', () => {
    const network = createAttackedNetwork({
      policySupportWindowEpochs: 2,
      communitySharePermille: 0,
    })
    const before = network.balanceRau('mallory')
    proposeAs(network, 'mallory', setEpochReward(1))
    network.until(1, 'lapsed')
    expect(before - network.balanceRau('mallory')).toBeGreaterThanOrEqual(coins(100))
    expect(findLogs(network, 'DepositSettled').map(({ args }) => args.slice(2))).toEqual([
      [coins(100), false],
    ])
  })
})

describe('Sei (2026): more ballots than a block can count', () => {
  test('are counted in as many blocks as it takes, and those without power are none', () => {
    const names = Array.from({ length: 40 }, (_, place) => `small ${place}`)
    const others = Object.fromEntries(names.map((name) => [name, 200]))
    const network = createAttackedNetwork({ tallyBudgetRecords: 6, policyVotingEpochs: 2 }, others)
    const send = (signature: string, to: typeof STAKING_ADDRESS, values: readonly AbiValue[]) =>
      network.block({
        transactions: names.map((name) =>
          network.sign(name, { to, data: encodeCall(signature, values) }),
        ),
      })
    send(SIGNATURES.createStake, STAKING_ADDRESS, ['bob', coins(100), 0, false, []])
    network.endEpoch(2)
    network.block()
    proposeAs(network, 'dora', setEpochReward(9_000))
    network.open(1)
    const { root } = network.proposal(1)
    send(CAST, GOVERNANCE_ADDRESS, [1, root, 10_000, 0, 0])
    expect(network.vote('mallory', 1, 10_000, 0).code).toBe(524)
    network.until(1, 'tallying')
    const counts: number[] = []
    while (network.proposal(1).state === 'tallying') {
      const { counted } = network.tally(1)
      network.block()
      counts.push(network.tally(1).counted - counted)
    }
    expect(counts).toEqual([6, 6, 6, 6, 6, 6, 4])
    expect(network.tally(1)).toMatchObject({ ballots: 40, countedYesRau: coins(4_000) })
  })
})

describe('Penumbra 2106: the whole is of another day than its parts', () => {
  test('both are of the snapshot: all who had power make up exactly the whole', () => {
    const network = createAttackedNetwork()
    stake(network, 'dora', 777)
    network.endEpoch(2)
    network.block()
    proposeAs(network, 'emil', setEpochReward(9_000))
    network.until(1, 'support')
    network.support('alice', 1)
    network.until(1, 'qualified')
    network.block()
    stake(network, 'mallory', 400_000)
    network.call('bob', STAKING_ADDRESS, SIGNATURES.createStake, ['bob', coins(50), 0, false, []])
    network.until(1, 'voting')
    network.block()
    for (const who of ['alice', 'bob', 'carol', 'dora']) network.vote(who, 1, 10_000, 0)
    expect(network.tally(1).yesRau).toBe(coins(6_777))
    expect(network.proposal(1).totalRau).toBe(coins(6_777))
  })
})

describe('Agora: a manager moves the deadline', () => {
  test('there is no action that could', () => {
    const names = governanceInterface.actions.map(({ signature }) => signature.split('(')[0])
    expect(new Set(names)).toEqual(
      new Set([
        'attest',
        'castBallot',
        'delegatePower',
        'propose',
        'relayBallots',
        'reportProgress',
        'reviewDirective',
        'revise',
        'signalReady',
        'support',
        'unsupport',
        'veto',
        'withdraw',
      ]),
    )
  })

  test('and whatever proposer and guardian try in a vote, its end stays', () => {
    const network = createAttackedNetwork({ guardian: addressOf('guard'), closingWindowEpochs: 0 })
    proposeAs(network, 'dora', setEpochReward(9_000))
    network.open(1)
    network.block()
    const before = network.proposal(1)
    expect(network.govern('guard', 'veto(uint64,string)', [1, 'Stop.']).code).toBe(502)
    expect(network.govern('dora', 'withdraw(uint64)', [1]).code).toBe(502)
    recordChanges(network.machine.world, network.epoch + 1, [
      { name: 'policyVotingEpochs', value: '900' },
      { name: 'maxExtensionEpochs', value: '900' },
      { name: 'extensionEpochs', value: '900' },
    ])
    network.endEpoch()
    expect(network.proposal(1)).toEqual(before)
    network.until(1, 'tallying')
    expect(network.epoch).toBe(before.voteEndEpoch)
  })
})

describe('OpenZeppelin 3561 and M-03: other rules for what was decided before', () => {
  test('a lower quorum does not revive what was defeated, nor help what is open', () => {
    const network = createAttackedNetwork({ policyTurnoutQuorumBps: 9_000 })
    proposeAs(network, 'dora', setEpochReward(9_000))
    proposeAs(network, 'emil', setEpochReward(8_000))
    network.until(2, 'support')
    network.support('alice', 1)
    network.until(1, 'voting')
    network.vote('alice', 1, 10_000, 0)
    network.support('alice', 2)
    network.until(1, 'defeated')
    recordChanges(network.machine.world, network.epoch + 2, [
      { name: 'policyTurnoutQuorumBps', value: '1' },
    ])
    network.until(2, 'voting')
    network.block()
    network.vote('alice', 2, 10_000, 0)
    network.until(2, 'defeated')
    network.endEpoch(2)
    expect(network.proposal(1).state).toBe('defeated')
  })

  test('turning the vote at each last moment does not keep it open for ever', () => {
    const network = createAttackedNetwork({
      closingWindowEpochs: 1,
      extensionEpochs: 1,
      maxExtensionEpochs: 3,
    })
    proposeAs(network, 'mallory', setEpochReward(9_000))
    network.open(1)
    network.block()
    const { openedEpoch } = network.proposal(1)
    for (let i = 0; i < 10 && network.proposal(1).state !== 'confirmed'; i++) {
      while (network.epoch < network.proposal(1).voteEndEpoch) network.block()
      network.vote('alice', 1, 0, 10_000)
      network.vote('alice', 1, 10_000, 0)
      network.endEpoch()
      network.block()
    }
    expect(network.proposal(1).voteEndEpoch).toBe(openedEpoch + 2 + 3)
  })
})

describe('the no-show paradox: a no that makes it pass', () => {
  function end(quorumMode: Rules['quorumMode'], bobVotesNo: boolean): string {
    const network = createAttackedNetwork({ quorumMode, policyTurnoutQuorumBps: 6_000 })
    proposeAs(network, 'dora', setEpochReward(9_000))
    network.open(1)
    network.vote('alice', 1, 10_000, 0)
    if (bobVotesNo) network.vote('bob', 1, 0, 10_000)
    network.until(1, 'tallying')
    network.block()
    return network.proposal(1).state
  }

  test('is there in turnout mode: staying away would have helped', () => {
    expect([end('turnout', false), end('turnout', true)]).toEqual(['defeated', 'confirmed'])
  })

  test('is gone in padded mode', () => {
    expect([end('padded', false), end('padded', true)]).toEqual(['confirmed', 'confirmed'])
  })
})

describe('a pair of directives that quarrel', () => {
  test('cannot be used to take somebody else’s deposit: only a vote can', () => {
    const network = createAttackedNetwork()
    proposeAs(network, 'dora', directiveFor('emil', 9))
    confirm(network, 1)
    network.until(1, 'assigned')
    network.block()
    proposeAs(network, 'mallory', { kind: 'cancel', proposal: 1n })
    network.open(2)
    network.vote('alice', 2, 0, 10_000)
    network.until(2, 'defeated')
    expect(network.proposal(1)).toMatchObject({ state: 'assigned', depositRau: coins(100) })
  })
})
