import type { Receipt } from '../block.ts'
import { addressOf } from '../test-network.fixture.ts'
import {
  confirm,
  createGovernanceNetwork,
  directiveFor,
  type GovernanceNetwork,
  NO_HASH,
  setEpochReward,
  upgradeTo,
  voteYes,
} from './governance.fixture.ts'
import type { ProposalState } from './lifecycle.ts'
import { encodePayload } from './payload.ts'

const LONG = {
  guardian: addressOf('guard'),
  policyTimelockExtraEpochs: 9,
  technicalTimelockExtraEpochs: 9,
  technicalSupportWindowEpochs: 28,
  readinessEpochs: 12,
}

function mustPass(receipt: Receipt): void {
  if (receipt.status !== 1) throw new Error(`refused with code ${receipt.code}`)
}

function revise(network: GovernanceNetwork, id: number, text: string): void {
  const content = [id, 1, 'A proposal', text, encodePayload(setEpochReward(9_000))]
  mustPass(network.govern('dora', 'revise(uint64,uint8,string,string,bytes)', content))
}

function report(network: GovernanceNetwork, id: number, percent: number): void {
  const values = [id, percent, NO_HASH, 'So far.']
  const receipt = network.govern('emil', 'reportProgress(uint64,uint8,bytes32,string)', values)
  mustPass(receipt)
}

function review(network: GovernanceNetwork, id: number, accept: boolean): void {
  const values = [id, accept, 'Seen.']
  mustPass(network.govern('dora', 'reviewDirective(uint64,bool,string)', values))
}

function attest(network: GovernanceNetwork, id: number, green: boolean): void {
  const values = [id, network.proposal(id).root, green, NO_HASH]
  for (const who of ['alice', 'bob']) {
    mustPass(network.govern(who, 'attest(uint64,bytes32,bool,bytes32)', values))
  }
}

function signalAll(network: GovernanceNetwork, id: number): void {
  for (const who of ['alice', 'bob', 'carol']) {
    mustPass(network.govern(who, 'signalReady(uint64)', [id]))
  }
}

/** A confirmed software change, in its timelock. */
function confirmUpgrade(network: GovernanceNetwork, activationEpochs = 20): number {
  const id = network.propose('dora', upgradeTo(2, activationEpochs))
  attest(network, id, true)
  confirm(network, id)
  network.until(id, 'timelocked')
  return id
}

function counter(network: GovernanceNetwork, target: number): void {
  const id = network.propose('carol', { kind: 'cancel', proposal: BigInt(target) })
  confirm(network, id)
  network.until(id, 'actioned')
}

function veto(network: GovernanceNetwork, id: number): void {
  mustPass(network.govern('guard', 'veto(uint64,string)', [id, 'It harms.']))
}

/** A directive for emil that is with him. */
function assign(network: GovernanceNetwork): number {
  const id = network.propose('dora', directiveFor('emil', 30))
  confirm(network, id)
  network.until(id, 'assigned')
  return id
}

/** A way through the states, by name. */
export interface Ending {
  readonly name: string
  readonly rules?: Parameters<typeof createGovernanceNetwork>[0]
  /** Returns the proposal that is looked at. */
  readonly run: (network: GovernanceNetwork) => number
  readonly end: ProposalState
  /** Whether the deposit comes back. */
  readonly returned: boolean
}

/** Together they go every way of the table. */
export const ENDINGS: readonly Ending[] = [
  {
    name: 'a policy that passes',
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      confirm(network, id)
      return id
    },
    end: 'actioned',
    returned: true,
  },
  {
    name: 'one that is stale before its checks',
    run: (network) => {
      const first = network.propose('dora', setEpochReward(9_000))
      confirm(network, first)
      network.endEpoch(2)
      network.block()
      const id = network.propose('carol', setEpochReward(8_000))
      network.until(first, 'actioned')
      return id
    },
    end: 'rejected',
    returned: true,
  },
  {
    name: 'one that is withdrawn at once',
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.govern('dora', 'withdraw(uint64)', [id])
      return id
    },
    end: 'withdrawn',
    returned: true,
  },
  {
    name: 'one that is revised and withdrawn without support after the debate',
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.endEpoch()
      network.block()
      revise(network, id, 'Better.')
      network.endEpoch()
      network.block()
      network.govern('dora', 'withdraw(uint64)', [id])
      return id
    },
    end: 'withdrawn',
    returned: false,
  },
  {
    name: 'a software change that does not build',
    run: (network) => {
      const id = network.propose('dora', upgradeTo(2))
      attest(network, id, false)
      return id
    },
    end: 'rejected',
    returned: false,
  },
  {
    name: 'one that nobody supports',
    rules: { policySupportWindowEpochs: 2 },
    run: (network) => network.propose('dora', setEpochReward(9_000)),
    end: 'lapsed',
    returned: false,
  },
  {
    name: 'one with some support, revised when its time is over',
    rules: { policySupportWindowEpochs: 2, policyMinSupporters: 2 },
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.endEpoch(2)
      network.support('alice', id, true)
      network.endEpoch()
      network.block()
      return id
    },
    end: 'lapsed',
    returned: true,
  },
  {
    name: 'one that is revised in the last epoch of its time',
    rules: { policySupportWindowEpochs: 2 },
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.endEpoch(2)
      network.block()
      revise(network, id, 'Once more.')
      return id
    },
    end: 'lapsed',
    returned: false,
  },
  {
    name: 'one that turns late, and late again',
    rules: { closingWindowEpochs: 1, extensionEpochs: 1, maxExtensionEpochs: 2 },
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.open(id)
      network.endEpoch()
      network.block()
      for (let i = 0; i < 3; i++) {
        network.vote('alice', id, 0, 10_000)
        network.vote('alice', id, 10_000, 0)
        network.endEpoch()
        network.block()
      }
      return id
    },
    end: 'actioned',
    returned: true,
  },
  {
    name: 'one that too few vote on',
    rules: { policyTurnoutQuorumBps: 2_000 },
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.open(id)
      network.vote('carol', id, 10_000, 0)
      return id
    },
    end: 'defeated',
    returned: true,
  },
  {
    name: 'one that most are against',
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      network.open(id)
      network.vote('alice', id, 0, 10_000)
      return id
    },
    end: 'defeated',
    returned: true,
  },
  {
    name: 'one that is stale when it is confirmed',
    run: (network) => {
      const first = network.propose('dora', setEpochReward(9_000))
      network.until(first, 'support')
      network.support('alice', first)
      network.endEpoch(2)
      network.block()
      const id = network.propose('carol', setEpochReward(8_000))
      voteYes(network, first)
      network.open(id)
      voteYes(network, id)
      return id
    },
    end: 'cancelled',
    returned: true,
  },
  {
    name: 'one that becomes stale in its timelock',
    run: (network) => {
      const first = network.propose('dora', setEpochReward(9_000))
      network.endEpoch()
      network.block()
      const id = network.propose('carol', setEpochReward(8_000))
      network.support('alice', first)
      network.until(id, 'support')
      network.support('alice', id)
      network.until(first, 'voting')
      voteYes(network, first)
      network.until(id, 'voting')
      voteYes(network, id)
      return id
    },
    end: 'cancelled',
    returned: true,
  },
  {
    name: 'the second of two that cannot both be',
    rules: { policyGraceEpochs: 2 },
    run: (network) => runTwo(network, 0),
    end: 'expired',
    returned: true,
  },
  {
    name: 'the second of two, when the first has its sunset in time',
    run: (network) => runTwo(network, 1),
    end: 'actioned',
    returned: true,
  },
  {
    name: 'a directive that is reported, sent back and done',
    run: (network) => {
      const id = assign(network)
      report(network, id, 40)
      report(network, id, 100)
      review(network, id, false)
      report(network, id, 100)
      review(network, id, true)
      return id
    },
    end: 'actioned',
    returned: true,
  },
  {
    name: 'a directive that is done at once',
    run: (network) => {
      const id = assign(network)
      report(network, id, 100)
      review(network, id, true)
      return id
    },
    end: 'actioned',
    returned: true,
  },
  {
    name: 'a directive, cancelled before a report',
    run: (network) => {
      const id = assign(network)
      counter(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a directive, cancelled in progress',
    run: (network) => {
      const id = assign(network)
      report(network, id, 10)
      counter(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a directive, cancelled in review',
    run: (network) => {
      const id = assign(network)
      report(network, id, 100)
      counter(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a policy, vetoed',
    rules: LONG,
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      confirm(network, id)
      network.until(id, 'timelocked')
      veto(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a policy, cancelled by a counter-vote',
    rules: LONG,
    run: (network) => {
      const id = network.propose('dora', setEpochReward(9_000))
      confirm(network, id)
      counter(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a software change that is made',
    run: (network) => {
      const id = confirmUpgrade(network, 2)
      signalAll(network, id)
      return id
    },
    end: 'actioned',
    returned: true,
  },
  {
    name: 'a software change that too few are ready for',
    run: (network) => confirmUpgrade(network),
    end: 'timed-out',
    returned: true,
  },
  {
    name: 'a software change whose version is taken while it is signalled',
    run: (network) => confirmTwoUpgrades(network, false),
    end: 'cancelled',
    returned: true,
  },
  {
    name: 'a software change whose version is taken when it is locked in',
    run: (network) => confirmTwoUpgrades(network, true),
    end: 'cancelled',
    returned: true,
  },
  {
    name: 'a software change, vetoed while it is signalled',
    rules: { ...LONG, technicalTimelockExtraEpochs: 1 },
    run: (network) => {
      const id = confirmUpgrade(network)
      network.until(id, 'signalling')
      veto(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a software change, vetoed when it is locked in',
    rules: { ...LONG, technicalTimelockExtraEpochs: 1 },
    run: (network) => {
      const id = confirmUpgrade(network)
      signalAll(network, id)
      network.until(id, 'locked-in')
      veto(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a software change, cancelled while it is signalled',
    rules: { ...LONG, technicalTimelockExtraEpochs: 1 },
    run: (network) => {
      const id = confirmUpgrade(network)
      network.until(id, 'signalling')
      counter(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
  {
    name: 'a software change, cancelled when it is locked in',
    rules: { ...LONG, technicalTimelockExtraEpochs: 1 },
    run: (network) => {
      const id = confirmUpgrade(network)
      signalAll(network, id)
      network.until(id, 'locked-in')
      counter(network, id)
      return id
    },
    end: 'cancelled',
    returned: false,
  },
]

/** Two software changes of the same version, of which the first is made. Returns the second. */
function confirmTwoUpgrades(network: GovernanceNetwork, isReady: boolean): number {
  const first = network.propose('dora', upgradeTo(2, 1))
  const id = network.propose('carol', upgradeTo(2, 2, 8))
  for (const one of [first, id]) attest(network, one, true)
  network.until(id, 'support')
  for (const one of [first, id]) network.support('alice', one)
  network.until(id, 'voting')
  voteYes(network, first, id)
  network.until(id, 'signalling')
  signalAll(network, first)
  if (isReady) signalAll(network, id)
  network.until(first, 'actioned')
  return id
}

/** Two policies that expect the same value and are due at the same boundary. Returns the second. */
function runTwo(network: GovernanceNetwork, sunsetEpochs: number): number {
  const first = network.propose('dora', setEpochReward(9_000, 18_750, sunsetEpochs))
  const id = network.propose('carol', setEpochReward(8_000))
  network.until(id, 'support')
  network.support('alice', first)
  network.support('alice', id)
  network.until(id, 'voting')
  voteYes(network, first, id)
  return id
}
