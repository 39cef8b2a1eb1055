import type { Address } from '#base/address.ts'
import type { Codec } from '#base/codec.ts'
import type { ProposalClass } from '#params/proposal-classes.ts'
import {
  addressKey,
  type Collection,
  type CollectionSchema,
  numberKey,
  type Store,
  textKey,
} from '../store.ts'
import { type BallotIndex, createBallotIndex } from './ballot-index.ts'
import { createDelegatedIndex, type DelegatedIndex } from './delegated-index.ts'
import { createDelegationIndex, type DelegationIndex } from './delegation-index.ts'
import type { ProposalState } from './lifecycle.ts'
import type { PayloadKind } from './payload-kinds.ts'
import { createPowerIndex, type PowerIndex } from './power-index.ts'
import {
  amountCodec,
  attestationsCodec,
  ballotCodec,
  bytesCodec,
  delegationCodec,
  enactmentCodec,
  powerCodec,
  progressCodec,
  proposalCodec,
  readinessCodec,
  registerCodec,
  scriptsCodec,
  streamCodec,
  supportCodec,
  tallyCodec,
  totalsCodec,
  versionCodec,
} from './record-codecs.ts'
import { createSupportIndex, type SupportIndex } from './support-index.ts'

/** A proposal. Epochs are 0 as long as they are not known. */
export interface Proposal {
  /** 1, 2, 3 … */
  readonly id: number
  readonly proposer: Address
  /** Follows from the payload. */
  readonly class: ProposalClass
  readonly kind: PayloadKind
  /** The exact undoing of a recent change, or a counter-vote: debate, vote and timelock are the short ones. */
  readonly short: boolean
  readonly state: ProposalState
  readonly title: string
  /** 1, 2, 3 … */
  readonly revision: number
  /** The revision that brought the payload as it is. */
  readonly payloadRevision: number
  /** keccak256 over id, revision, text hash and payload hash: what supports and ballots name. */
  readonly root: Uint8Array
  /** keccak256 of the text, whose bytes stand in the block. */
  readonly textHash: Uint8Array
  readonly payloadHash: Uint8Array
  /** Held at the governance address until the end of the proposal. */
  readonly depositRau: bigint
  /** Its rules are in force for this proposal to the end: nothing that is decided later changes them. */
  readonly submittedEpoch: number
  readonly revisedEpoch: number
  /** Epoch e_s at whose end power counts. */
  readonly qualifiedEpoch: number
  /** Power counts as the least of that at e_s and so many epochs before: the rule of its class when it was submitted. */
  readonly maturityEpochs: number
  /** Σ power at e_s of all accounts that are not excluded. */
  readonly totalRau: bigint
  /** Moving average of turnout in its class at qualification; what an adaptive quorum follows. */
  readonly pastTurnoutBps: number
  /** Last epoch before the vote: delegations as they stand at its end count. */
  readonly openedEpoch: number
  /** Last epoch of the vote. */
  readonly voteEndEpoch: number
  readonly extendedEpochs: number
  readonly confirmedEpoch: number
  /** Last epoch of the timelock. */
  readonly timelockEndEpoch: number
  /** A software change takes effect with this epoch; a directive is due in it. */
  readonly dueEpoch: number
  /** Epoch of the last transition. */
  readonly changedEpoch: number
  /** A directive that was not done in time, also after it is done. */
  readonly overdue: boolean
}

/** The moving figures of a proposal, apart from it, since each ballot and support changes them. */
export interface Tally {
  /** Σ aged power, as of the boundary that was last, of those who support the current revision. */
  readonly supportRau: bigint
  /** Of these, counted by account. */
  readonly supporters: number
  /** Of these, the ones that stay with an editorial revision. */
  readonly editorialRau: bigint
  readonly editorialSupporters: number
  /** Supports so far, which is the number of the next. */
  readonly supports: number
  readonly yesRau: bigint
  readonly noRau: bigint
  readonly abstainRau: bigint
  /** Ballots so far, which is the number of the next. */
  readonly ballots: number
  /** Delegations of the class when the vote opened: those to look at. */
  readonly delegations: number
  /** Of these, looked at. */
  readonly delegationsDone: number
  /** Ballots counted once the vote is over, and their sums. */
  readonly counted: number
  readonly countedYesRau: bigint
  readonly countedNoRau: bigint
  readonly countedAbstainRau: bigint
  /** The outcome turned from not passing to passing inside the closing window. */
  readonly lateFlip: boolean
}

/** One account's support of a revision. It counts while that revision, or with `editorial` that payload, is the current one. */
export interface Support {
  readonly account: Address
  readonly revision: number
  readonly payloadRevision: number
  /** Stays when a revision changes the text and not the payload. */
  readonly editorial: boolean
}

/** One voter's ballot. `abstain` is the rest of 10,000. */
export interface Ballot {
  readonly voter: Address
  readonly yesBps: number
  readonly noBps: number
  /** The voter's own power in this proposal. */
  readonly ownRau: bigint
  /** Of the last signed ballot; a ballot by transaction sets it to the highest, so that no older signature can undo it. */
  readonly nonce: bigint
}

/** The power of an account from the end of an epoch on, until the next one. */
export interface PowerPoint {
  readonly epoch: number
  readonly powerRau: bigint
}

/** Whom an account gives its ballot to, from an epoch on. `undefined`: nobody. */
export interface DelegationPoint {
  readonly epoch: number
  readonly delegate: Address | undefined
}

export interface Delegation {
  readonly class: ProposalClass
  readonly delegator: Address
  /** Ascending by epoch. */
  readonly points: readonly DelegationPoint[]
}

/** Σ over all accounts of min(power at `epoch`, power at `epoch − maturity`). */
export interface PowerTotal {
  readonly maturityEpochs: number
  readonly totalRau: bigint
}

export interface PowerTotals {
  /** The boundary that they are of. */
  readonly epoch: number
  /** The rule that they were made with. */
  readonly excludedAccounts: string
  readonly totals: readonly PowerTotal[]
}

/** What consensus delegates found when they rebuilt and tried a software change. Of one revision. */
export interface Attestations {
  readonly revision: number
  /** Identities of delegates. */
  readonly green: readonly Address[]
  readonly red: readonly Address[]
}

/** How far a directive is. */
export interface Progress {
  readonly percent: number
  readonly reportedEpoch: number
  readonly evidenceHash: Uint8Array
  /** Identities of delegates that accept the evidence, and that do not. Empty again after it was sent back. */
  readonly accepted: readonly Address[]
  readonly refused: readonly Address[]
}

/** A script in the place of a formula. An empty source puts the built-in formula back. */
export interface InstalledScript {
  readonly proposal: number
  /** First epoch whose settlement it works out. */
  readonly fromEpoch: number
  readonly source: string
}

/** A version of the software that the chain asks for. */
export interface SoftwareVersion {
  readonly version: number
  /** 0: genesis. */
  readonly proposal: number
  /** Zeros at genesis. */
  readonly bundleRoot: Uint8Array
  /** First epoch that it makes. */
  readonly fromEpoch: number
}

export interface Register {
  /** The last version that was put into action. */
  readonly version: number
  readonly nextId: number
  readonly nextStream: number
  /** Proposals in states that are not terminal, ascending. */
  readonly live: readonly number[]
  /** Power before the end of this epoch is not asked for any more. */
  readonly powerHorizon: number
  /** Moving average of turnout by class, in basis points; for the adaptive quorum. */
  readonly turnoutBps: readonly number[]
}

/** One rule that a proposal changed. */
export interface EnactedChange {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** A policy that was put into action, for its history, its sunset and the short way back. */
export interface Enactment {
  readonly proposal: number
  readonly epoch: number
  /** First epoch in which the new values hold. */
  readonly fromEpoch: number
  readonly changes: readonly EnactedChange[]
  /** First epoch in which the old values hold again; 0: none. */
  readonly sunsetEpoch: number
  /** The sunset was looked at: the values are back, or others had taken their place. */
  readonly over: boolean
}

/** Coins that go from the community fund to an account, epoch by epoch. */
export interface Stream {
  readonly proposal: number
  readonly to: Address
  readonly perEpochRau: bigint
  readonly epochsLeft: number
  /** Due and not paid yet, since the fund had too little. */
  readonly owedRau: bigint
  readonly paidRau: bigint
}

function schema<K extends string | number, V>(
  name: string,
  key: Codec<K>,
  value: Codec<V>,
): CollectionSchema<K, V> {
  return { module: 'governance', name, key, value }
}

export interface GovernanceState {
  readonly proposals: Collection<number, Proposal>
  /** By proposal. */
  readonly tallies: Collection<number, Tally>
  /** By proposal: ABI bytes of the payload of the current revision. */
  readonly payloads: Collection<number, Uint8Array>
  /** One record, key `ONLY`. */
  readonly register: Collection<number, Register>
  /** By `groupKey(proposal, number)`. */
  readonly supports: Collection<number, Support>
  /** By `groupKey(proposal, number)`. */
  readonly ballots: Collection<number, Ballot>
  /** By account: ascending by epoch, one at least. Written by `staking` through `power.ts`. */
  readonly powers: Collection<Address, readonly PowerPoint[]>
  /** One record, key `ONLY`; missing before the first boundary. */
  readonly powerTotals: Collection<number, PowerTotals>
  /** By `groupKey(class number, number of the delegation)`. */
  readonly delegations: Collection<number, Delegation>
  /** By `pairKey(proposal, delegate)`: power given to a delegate in this vote by those who cast no ballot of their own. */
  readonly delegatedPower: Collection<string, bigint>
  /** By payload hash as hex text: first epoch in which it may be proposed again. */
  readonly cooldowns: Collection<string, number>
  /** By proposal. */
  readonly enactments: Collection<number, Enactment>
  readonly streams: Collection<number, Stream>
  /** By proposal, of software changes. */
  readonly attestations: Collection<number, Attestations>
  /** By proposal: identities of the delegates that are ready for a software change. */
  readonly readiness: Collection<number, readonly Address[]>
  /** By proposal, of directives. */
  readonly progress: Collection<number, Progress>
  /** By slot: all scripts that ever stood there, ascending by epoch, so that old rewards can be worked out again. */
  readonly scripts: Collection<string, readonly InstalledScript[]>
  /** By version, all of them. */
  readonly versions: Collection<number, SoftwareVersion>
  /** Derived from the records, never stored. */
  readonly supportIndex: SupportIndex
  readonly ballotIndex: BallotIndex
  readonly delegatedIndex: DelegatedIndex
  readonly delegationIndex: DelegationIndex
  readonly powerIndex: PowerIndex
}

export function openGovernance(store: Store): GovernanceState {
  const supportIndex = createSupportIndex()
  const ballotIndex = createBallotIndex()
  const delegatedIndex = createDelegatedIndex()
  const delegationIndex = createDelegationIndex()
  const powerIndex = createPowerIndex()
  return {
    proposals: store.open(schema('proposals', numberKey, proposalCodec)),
    tallies: store.open(schema('tallies', numberKey, tallyCodec)),
    payloads: store.open(schema('payloads', numberKey, bytesCodec)),
    register: store.open(schema('register', numberKey, registerCodec)),
    supports: store.open(schema('supports', numberKey, supportCodec), supportIndex.onChange),
    ballots: store.open(schema('ballots', numberKey, ballotCodec), ballotIndex.onChange),
    powers: store.open(schema('powers', addressKey, powerCodec), powerIndex.onChange),
    powerTotals: store.open(schema('powerTotals', numberKey, totalsCodec)),
    delegations: store.open(
      schema('delegations', numberKey, delegationCodec),
      delegationIndex.onChange,
    ),
    delegatedPower: store.open(
      schema('delegatedPower', textKey, amountCodec),
      delegatedIndex.onChange,
    ),
    cooldowns: store.open(schema('cooldowns', textKey, numberKey)),
    enactments: store.open(schema('enactments', numberKey, enactmentCodec)),
    streams: store.open(schema('streams', numberKey, streamCodec)),
    attestations: store.open(schema('attestations', numberKey, attestationsCodec)),
    readiness: store.open(schema('readiness', numberKey, readinessCodec)),
    progress: store.open(schema('progress', numberKey, progressCodec)),
    scripts: store.open(schema('scripts', textKey, scriptsCodec)),
    versions: store.open(schema('versions', numberKey, versionCodec)),
    supportIndex,
    ballotIndex,
    delegatedIndex,
    delegationIndex,
    powerIndex,
  }
}
