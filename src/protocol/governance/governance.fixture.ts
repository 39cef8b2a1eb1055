import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { coins } from '#base/integers.ts'
import { must } from '#base/assert.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Receipt } from '../block.ts'
import {
  addressOf,
  createTestNetwork,
  type TestNetwork,
  type TestNetworkOptions,
} from '../test-network.fixture.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import { getCurrentEpoch } from '../epochs/epoch.ts'
import { endHeight } from '../epochs/state.ts'
import { getProposal } from './change-state.ts'
import type { ProposalState } from './lifecycle.ts'
import { encodePayload, type Payload } from './payload.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'
import { getTally } from './tally.ts'
import type { Proposal, Tally } from './state.ts'

/** alice, bob and carol are delegates with 3,000, 2,000 and 1,000 coins of power; dora and emil hold coins and stake nothing. */
export interface GovernanceNetwork extends TestNetwork {
  /** Epoch that runs. */
  readonly epoch: number
  /** Makes blocks to the end of the running epoch, or of so many. */
  endEpoch(count?: number): void
  /** Calls a function of governance; the receipt's error is its data. */
  govern(sender: string, signature: string, values: readonly AbiValue[], value?: bigint): Receipt
  /** Submits a proposal and returns its number. Throws when it is refused. */
  propose(sender: string, payload: Payload, text?: string): number
  proposal(id: number): Proposal
  tally(id: number): Tally
  support(sender: string, id: number, editorial?: boolean): Receipt
  vote(sender: string, id: number, yesBps: number, noBps: number): Receipt
  /** Makes epochs until the proposal is in the state; throws after too many. */
  until(id: number, state: ProposalState): void
  /** Supports by alice and bob and makes epochs until the vote is open. */
  open(id: number): void
}

const MANY_EPOCHS = 40

export function createGovernanceNetwork(
  rules: Partial<Rules> = {},
  options: Omit<TestNetworkOptions, 'rules'> = {},
): GovernanceNetwork {
  const network = createTestNetwork({
    holders: { alice: 10_000, bob: 10_000, carol: 10_000, dora: 10_000, emil: 10_000, guard: 100 },
    ...options,
    rules: { policyTimelockExtraEpochs: 1, unstakeWaitSeconds: 1, ...rules },
  })
  const { world } = network.machine
  const govern = (
    sender: string,
    signature: string,
    values: readonly AbiValue[],
    valueRau = 0n,
  ): Receipt => {
    const data = encodeCall(signature, values)
    const gasLimit = 10_000_000
    const signed = network.sign(sender, { to: GOVERNANCE_ADDRESS, data, valueRau, gasLimit })
    const { receipts } = network.block({ transactions: [signed] })
    return must(receipts[0], `${signature} of ${sender} stands in a block`)
  }
  const endEpoch = (count = 1): void => {
    for (let i = 0; i < count; i++) {
      const current = getCurrentEpoch(world)
      const end = endHeight(current)
      // At an epoch's last block the running epoch is still that one.
      network.advanceTo(network.blocks.length < end ? end : end + current.blocks)
    }
  }
  const proposal = (id: number): Proposal => getProposal(world, id)
  const until = (id: number, state: ProposalState): void => {
    for (let i = 0; i < MANY_EPOCHS && proposal(id).state !== state; i++) endEpoch()
    if (proposal(id).state !== state) throw new Error(`it is ${proposal(id).state}, not ${state}`)
  }
  const support = (sender: string, id: number, editorial = false): Receipt =>
    govern(sender, 'support(uint64,bytes32,bool)', [id, proposal(id).root, editorial])
  const self: GovernanceNetwork = {
    ...network,
    get epoch() {
      return getCurrentEpoch(world).epoch
    },
    govern,
    endEpoch,
    proposal,
    tally: (id) => getTally(world, id),
    propose: (sender, payload, text = 'Because.') => {
      const id = must(world.governance.register.get(0), 'the register').nextId
      const receipt = govern(
        sender,
        'propose(uint8,string,string,bytes)',
        [PAYLOAD_KINDS.indexOf(payload.kind), 'A proposal', text, encodePayload(payload)],
        coins(1_000),
      )
      if (receipt.status !== 1) throw new Error(`refused with code ${receipt.code}`)
      return id
    },
    support,
    vote: (sender, id, yesBps, noBps) =>
      govern(sender, 'castBallot(uint64,bytes32,uint16,uint16,uint16)', [
        id,
        proposal(id).root,
        yesBps,
        noBps,
        10_000 - yesBps - noBps,
      ]),
    until,
    open: (id) => {
      until(id, 'support')
      for (const sender of ['alice', 'bob']) {
        const receipt = support(sender, id)
        if (receipt.status !== 1) throw new Error(`support refused with code ${receipt.code}`)
      }
      until(id, 'voting')
    },
  }
  return self
}

/** Opens the vote and passes it with the power of alice and bob. */
export function confirm(network: GovernanceNetwork, id: number): void {
  network.open(id)
  voteYes(network, id)
  network.until(id, 'tallying')
  network.block()
  const { state } = network.proposal(id)
  if (state !== 'confirmed') throw new Error(`it is ${state}, not confirmed`)
}

export function voteYes(network: GovernanceNetwork, ...ids: readonly number[]): void {
  for (const id of ids) {
    for (const sender of ['alice', 'bob']) {
      const receipt = network.vote(sender, id, 10_000, 0)
      if (receipt.status !== 1) throw new Error(`ballot refused with code ${receipt.code}`)
    }
  }
}

/** A policy that sets one rule. */
export function setRule(name: keyof Rules, expected: string, value: string): Payload {
  return { kind: 'policy', sets: [{ name, expected, value }], sunsetEpochs: 0 }
}

/** The rule that most tests change: 18,750 coins at genesis. */
export function setEpochReward(value: number, expected = 18_750, sunsetEpochs = 0): Payload {
  const set = { name: 'epochRewardRau', expected: `${coins(expected)}`, value: `${coins(value)}` }
  return { kind: 'policy', sets: [set], sunsetEpochs }
}

/** A software change of the form of a real one; nobody fetches it here. */
export function upgradeTo(version: number, activationEpochs = 1, seed = 9): Payload {
  const hash = new Uint8Array(32).fill(seed)
  return {
    kind: 'upgrade',
    name: 'next',
    version,
    bundleRoot: hash,
    bundleBytes: 1_000n,
    sourceHash: hash,
    recipeHash: hash,
    artifacts: [{ platform: 'linux-x64', sha256: hash, bytes: 7n }],
    activationEpochs,
  }
}

export function payTo(name: string, perEpochCoins: number, epochs: number): Payload {
  const payment = { to: addressOf(name), perEpochRau: coins(perEpochCoins), epochs }
  return { kind: 'treasury', payments: [payment] }
}

export function directiveFor(name: string, dueEpochs = 5): Payload {
  return { kind: 'directive', assignee: addressOf(name), dueEpochs }
}

export const NO_HASH = new Uint8Array(32)
