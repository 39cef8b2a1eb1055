import { PROPOSAL_CLASSES, type ProposalClass } from '#params/proposal-classes.ts'
import { attest, reportProgress, reviewDirective, signalReady, veto } from './governance-duty.ts'
import { propose, revise, support, unsupport, withdraw } from './governance-propose.ts'
import { keepBuckets, maturityOf } from './governance-power.ts'
import { textsOf } from './governance-rules.ts'
import { countBallots, countSupport, givenPower } from './governance-tally.ts'
import type {
  Formula,
  GovernanceState,
  ModelProposal,
  SupportSums,
  Votes,
} from './governance-types.ts'
import { castBallot, delegatePower, relayBallots } from './governance-vote.ts'
import type { Account, ModelAction, ModelRules, ModelState, OutcomeCode } from './types.ts'

export type GovernanceGenesis = {
  /** Later changes of rules that genesis has decided. */
  readonly schedule?: readonly { readonly fromEpoch: number; readonly set: object }[]
  /** What the scripts that are proposed compute, by source. */
  readonly formulas?: ReadonlyMap<string, Formula>
}

function perClass<T>(make: () => T): Record<ProposalClass, T> {
  const entries = PROPOSAL_CLASSES.map((kind) => [kind, make()] as const)
  return Object.fromEntries(entries) as Record<ProposalClass, T>
}

export function createGovernance(rules: ModelRules, genesis: GovernanceGenesis): GovernanceState {
  const { schedule = [], formulas = new Map<string, Formula>() } = genesis
  const ruleTexts = new Map([[0, textsOf(rules)]])
  for (const { fromEpoch, set } of schedule) ruleTexts.set(fromEpoch, textsOf(set))
  return {
    epoch: 0,
    lastBoundary: 0,
    version: 1,
    proposals: new Map(),
    delegations: perClass(() => []),
    bucketsAt: new Map(),
    ruleTexts,
    enactments: [],
    streams: [],
    cooldowns: new Map(),
    scripts: [],
    formulas,
    turnoutBps: perClass(() => 0),
    memory: { powers: new Map(), rules: new Map() },
  }
}

/** What genesis staked counts as held ever since. */
export function beginGovernance(state: ModelState): void {
  keepBuckets(state, 0)
}

export function govern(state: ModelState, action: ModelAction): OutcomeCode {
  switch (action.kind) {
    case 'propose':
      return propose(state, action)
    case 'revise':
      return revise(state, action)
    case 'withdraw':
      return withdraw(state, action)
    case 'unsupport':
      return unsupport(state, action)
    case 'signalReady':
      return signalReady(state, action)
    case 'support':
      return support(state, action)
    case 'castBallot':
      return castBallot(state, action)
    case 'relayBallots':
      return relayBallots(state, action)
    case 'delegatePower':
      return delegatePower(state, action)
    case 'attest':
      return attest(state, action)
    case 'veto':
      return veto(state, action)
    case 'reportProgress':
      return reportProgress(state, action)
    case 'reviewDirective':
      return reviewDirective(state, action)
    default:
      throw new Error(`the model does not know ${action.kind}`)
  }
}

type OnlyFacts = Omit<
  ModelProposal,
  | 'rules'
  | 'content'
  | 'supports'
  | 'finalSupport'
  | 'ballots'
  | 'attestations'
  | 'ready'
  | 'accepted'
  | 'refused'
>

/** A proposal with its sums, as the chain would show it. */
export type ProposalView = OnlyFacts &
  SupportSums &
  Votes & {
    readonly maturityEpochs: number
    readonly ballots: readonly (readonly [
      voter: Account,
      yesBps: number,
      noBps: number,
      nonce: bigint,
      givenRau: bigint,
    ])[]
  }

export function viewProposal(state: ModelState, proposal: ModelProposal): ProposalView {
  const { governance } = state
  const { rules: _1, content: _2, supports: _3, finalSupport: _4, ...rest } = proposal
  const { attestations: _5, ready: _6, accepted: _7, refused: _8, ballots, ...facts } = rest
  return {
    ...facts,
    maturityEpochs: maturityOf(proposal),
    ...countSupport(governance, proposal),
    ...countBallots(governance, proposal),
    ballots: [...ballots].map(([voter, { yesBps, noBps, nonce }]) => {
      return [voter, yesBps, noBps, nonce, givenPower(governance, proposal, voter)] as const
    }),
  }
}
