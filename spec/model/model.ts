import { addCoins, balanceOf } from './accounts.ts'
import * as delegates from './delegates.ts'
import {
  beginGovernance,
  createGovernance,
  govern,
  type GovernanceGenesis,
  type ProposalView,
  viewProposal,
} from './governance.ts'
import { countRecords, endEpoch } from './governance-epoch.ts'
import { rulesAt } from './governance-rules.ts'
import { TERMINAL } from './governance-payload.ts'
import type { ModelEnactment, ModelProposal, ModelStream } from './governance-types.ts'
import { elect as electFrom, rank } from './ranking.ts'
import * as rewards from './rewards.ts'
import * as staking from './staking.ts'
import type {
  Account,
  Activity,
  Bucket,
  Candidate,
  ElectedSet,
  ModelAction,
  ModelRules,
  ModelState,
  OutcomeCode,
  Weights,
} from './types.ts'
import { selfStakeOf, votesOfCandidate } from './weight.ts'

export type GenesisCandidate = {
  readonly name: string
  readonly owner: Account
  readonly operator: Account
  readonly reward: Account
  readonly blsKey?: string
  readonly consensusKey?: string
  readonly rewardExempt?: boolean
  /** Place of its self-stake in `buckets`. */
  readonly selfStakeBucket?: number
}

export type ModelGenesis = GovernanceGenesis & {
  readonly timeSeconds: number
  readonly rewardFundRau: bigint
  readonly balances: readonly (readonly [account: Account, amountRau: bigint])[]
  readonly candidates: readonly GenesisCandidate[]
  readonly buckets: readonly {
    /** Name of the delegate. */
    readonly candidate: string
    readonly owner: Account
    readonly amountRau: bigint
    readonly days: number
    readonly autoStake: boolean
  }[]
}

export type CandidateView = Candidate & {
  readonly votesRau: bigint
  readonly selfStakeRau: bigint
}

/**
 * The state as plain values in a fixed order, to be compared with what the chain says of itself.
 */
export type ModelSnapshot = {
  readonly height: number
  /** By account; those with nothing are left out. */
  readonly balances: readonly (readonly [Account, bigint])[]
  /** By index. */
  readonly buckets: readonly Bucket[]
  /** By registration number. */
  readonly candidates: readonly CandidateView[]
  readonly endorsements: readonly (readonly [bucket: number, endHeight: number])[]
  readonly exitQueue: readonly Account[]
  readonly fundRau: bigint
  readonly unclaimed: readonly (readonly [Account, bigint])[]
  /** Oldest first. */
  readonly debts: readonly { readonly reward: Account; readonly amountRau: bigint }[]
  /** All coins there are: in accounts, in buckets, in the fund, granted and not claimed. */
  readonly supplyRau: bigint
  readonly proposals: readonly ProposalView[]
  readonly enactments: readonly ModelEnactment[]
  readonly streams: readonly ModelStream[]
  readonly version: number
  readonly weights: Weights | undefined
}

export type ElectionMoment = {
  /** The epoch that is elected for. */
  readonly epoch: number
  /** The epoch that runs: probation counts the epochs before it. For the first election 1. */
  readonly runningEpoch: number
  readonly epochStartHeight: number
  readonly mix: Uint8Array
}

export type Model = {
  readonly beginBlock: (block: { readonly height: number; readonly timeSeconds: number }) => void
  /** First block of an epoch, before its transactions. */
  readonly beginEpoch: (epoch: number) => void
  /** Pays the fee and does what the action says. 0 when done, else the number of the refusal. */
  readonly apply: (action: ModelAction) => OutcomeCode
  /** Who could be elected if it were now, best first. */
  readonly ranking: (moment: Omit<ElectionMoment, 'mix' | 'epoch'>) => ReturnType<typeof rank>
  /** The election point: keeps and returns the set of the epoch. */
  readonly elect: (moment: ElectionMoment) => ElectedSet
  /** A proven double signing: part of the self-stake goes to the fund, rounded up. */
  readonly doubleSign: (delegate: Account) => void
  /** An epoch's last block, after its transactions. */
  readonly settle: (epoch: number, activities: readonly Activity[]) => void
  readonly setRules: (rules: ModelRules) => void
  /** The rules of an epoch, as far as genesis and proposals have decided. */
  readonly rulesAt: (epoch: number) => ModelRules
  /** After the transactions of a block: ballots are counted. */
  readonly endBlock: () => void
  /** An epoch's last block, behind the settlement: power is fixed, proposals move on. */
  readonly endEpoch: (epoch: number) => void
  /** Proposals that are not over, with their sums as they stand. */
  readonly liveProposals: () => readonly ProposalView[]
  /** What an account could spend now. */
  readonly balanceOf: (account: Account) => bigint
  readonly snapshot: () => ModelSnapshot
}

/**
 * A slow and plain model of staking, ranking, election and rewards. It keeps no sums: votes,
 * rankings and totals are counted anew each time. It is written apart from `src/protocol` and
 * shares nothing with it but hashes and address forms.
 */
export function createModel(rules: ModelRules, genesis: ModelGenesis): Model {
  const state = createState(rules, genesis)
  return {
    beginBlock: ({ height, timeSeconds }) => {
      state.height = height
      state.timeSeconds = timeSeconds
    },
    beginEpoch: (epoch) => {
      state.governance.epoch = epoch
      delegates.admitExit(state, epoch)
    },
    apply: (action) => apply(state, action),
    ranking: ({ runningEpoch, epochStartHeight }) =>
      rank(state, { listEpoch: runningEpoch, epochStartHeight }),
    elect: (moment) => elect(state, moment),
    doubleSign: (id) => {
      const candidate = state.candidates.get(id)
      if (candidate === undefined) return
      const permille = BigInt(state.rules.doubleSignSlashPermille)
      rewards.slash(state, id, (selfStakeOf(state, candidate) * permille + 999n) / 1000n)
    },
    settle: (epoch, activities) => rewards.settle(state, epoch, activities),
    setRules: (changed) => {
      state.rules = changed
    },
    rulesAt: (epoch) => rulesAt(state.governance, epoch),
    endBlock: () => countRecords(state),
    endEpoch: (epoch) => endEpoch(state, epoch),
    liveProposals: () => viewProposals(state, (one) => !TERMINAL.includes(one.state)),
    balanceOf: (account) => balanceOf(state, account),
    snapshot: () => takeSnapshot(state),
  }
}

function createState(rules: ModelRules, genesis: ModelGenesis): ModelState {
  const state: ModelState = {
    rules,
    height: 0,
    timeSeconds: genesis.timeSeconds,
    balances: new Map(genesis.balances),
    buckets: new Map(),
    nextBucket: 0,
    candidates: new Map(),
    weights: undefined,
    endorsements: new Map(),
    exitQueue: [],
    lastExitEpoch: 0,
    fundRau: genesis.rewardFundRau,
    unclaimed: new Map(),
    debts: [],
    unproductive: new Map(),
    probationWindows: new Map(),
    sets: new Map(),
    rankings: new Map(),
    governance: createGovernance(rules, genesis),
  }
  for (const [index, candidate] of genesis.candidates.entries()) {
    state.candidates.set(candidate.owner, {
      id: candidate.owner,
      registration: index + 1,
      name: candidate.name,
      owner: candidate.owner,
      operator: candidate.operator,
      reward: candidate.reward,
      selfStakeBucket: candidate.selfStakeBucket,
      blsKey: candidate.blsKey ?? '',
      consensusKey: candidate.consensusKey ?? '',
      exitHeight: undefined,
      retired: false,
      rewardExempt: candidate.rewardExempt ?? false,
    })
  }
  for (const bucket of genesis.buckets) {
    const candidate = staking.candidateByName(state, bucket.candidate)
    if (candidate === undefined) throw new Error(`no delegate ${bucket.candidate} in genesis`)
    staking.addBucket(state, { ...bucket, candidate: candidate.id })
  }
  beginGovernance(state)
  return state
}

function apply(state: ModelState, action: ModelAction): OutcomeCode {
  const { gasPerAction, gasPerPayloadByte } = state.rules
  const gas = gasPerAction + gasPerPayloadByte * (action.payloadBytes ?? 0)
  const feeRau = BigInt(gas) * (action.gasPriceRau ?? state.rules.gasPriceRau)
  addCoins(state, action.sender, -feeRau)
  state.fundRau += feeRau
  return perform(state, action)
}

function perform(state: ModelState, action: ModelAction): OutcomeCode {
  switch (action.kind) {
    case 'transfer':
      if (action.amountRau > balanceOf(state, action.sender)) return 4
      addCoins(state, action.sender, -action.amountRau)
      addCoins(state, action.to, action.amountRau)
      return 0
    case 'createStake':
      return staking.createStake(state, action)
    case 'depositToStake':
      return staking.depositToStake(state, action)
    case 'unstake':
      return staking.unstake(state, action)
    case 'withdrawStake':
      return staking.withdrawStake(state, action)
    case 'migrateStake':
      return staking.migrateStake(state, action)
    case 'restake':
      return staking.restake(state, action)
    case 'changeCandidate':
      return staking.changeCandidate(state, action)
    case 'transferStake':
      return staking.transferStake(state, action)
    case 'claim':
    case 'claimFor':
      return rewards.claim(state, action)
    case 'deposit':
      return rewards.deposit(state, action)
    default:
      return performAsDelegate(state, action)
  }
}

function performAsDelegate(state: ModelState, action: ModelAction): OutcomeCode {
  switch (action.kind) {
    case 'register':
      return delegates.register(state, action)
    case 'update':
      return delegates.update(state, action)
    case 'setConsensusKey':
      return delegates.setConsensusKey(state, action)
    case 'activate':
      return delegates.activate(state, action)
    case 'endorse':
      return delegates.endorse(state, action)
    case 'intentToRevoke':
      return delegates.intentToRevoke(state, action)
    case 'revokeEndorsement':
      return delegates.revokeEndorsement(state, action)
    case 'transferOwnership':
      return delegates.transferOwnership(state, action)
    case 'requestExit':
      return delegates.requestExit(state, action.sender)
    case 'confirmExit':
      return delegates.confirmExit(state, action.sender)
    case 'cancelExit':
      return delegates.cancelExit(state, action.sender)
    default:
      return govern(state, action)
  }
}

function elect(state: ModelState, moment: ElectionMoment): ElectedSet {
  const { epoch, runningEpoch, epochStartHeight, mix } = moment
  const ranking = rank(state, { listEpoch: runningEpoch, epochStartHeight })
  const set = electFrom(state, ranking, { epoch, epochStartHeight, mix })
  state.sets.set(epoch, set)
  state.rankings.set(
    epoch,
    ranking.map((row) => ({ id: row.candidate.id, votesRau: row.countedRau })),
  )
  return set
}

function viewProposals(
  state: ModelState,
  isWanted: (proposal: ModelProposal) => boolean,
): readonly ProposalView[] {
  const wanted = [...state.governance.proposals.values()].filter(isWanted)
  return wanted.map((proposal) => viewProposal(state, proposal))
}

function takeSnapshot(state: ModelState): ModelSnapshot {
  const byAccount = (a: readonly [Account, bigint], b: readonly [Account, bigint]) =>
    a[0] < b[0] ? -1 : 1
  const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, one) => total + one, 0n)
  const buckets = [...state.buckets.values()].sort((a, b) => a.index - b.index)
  const proposals = [...state.governance.proposals.values()]
  const inBuckets = sum(buckets.map((bucket) => bucket.amountRau))
  return {
    height: state.height,
    balances: [...state.balances].filter(([, amount]) => amount > 0n).sort(byAccount),
    buckets: buckets.map((bucket) => ({ ...bucket })),
    candidates: [...state.candidates.values()]
      .sort((a, b) => a.registration - b.registration)
      .map((candidate) => ({
        ...candidate,
        votesRau: votesOfCandidate(state, candidate),
        selfStakeRau: selfStakeOf(state, candidate),
      })),
    endorsements: [...state.endorsements].sort((a, b) => a[0] - b[0]),
    exitQueue: [...state.exitQueue],
    fundRau: state.fundRau,
    unclaimed: [...state.unclaimed].filter(([, amount]) => amount > 0n).sort(byAccount),
    debts: state.debts.map((debt) => ({ ...debt })),
    supplyRau:
      sum(state.balances.values()) +
      inBuckets +
      state.fundRau +
      sum(state.unclaimed.values()) +
      sum(proposals.map((one) => one.depositRau)),
    proposals: viewProposals(state, () => true),
    enactments: state.governance.enactments,
    streams: state.governance.streams,
    version: state.governance.version,
    weights: state.weights,
  }
}
