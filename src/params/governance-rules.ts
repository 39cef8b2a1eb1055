import { coins } from '#base/integers.ts'
import { type ClassRule, PROPOSAL_CLASSES, type ProposalClass } from './proposal-classes.ts'
import { addresses, amount, choice, flag, whole } from './rule-kinds.ts'

/** Power is remembered for so long, so that a longer age can be asked for at any time. */
export const MAX_MATURITY_EPOCHS = 100

type PerClass<N extends ClassRule, R> = { readonly [C in ProposalClass as `${C}${N}`]: R }

/** One rule for each class of proposals. */
function perClass<N extends ClassRule, R>(
  name: N,
  make: (kind: ProposalClass) => R,
): PerClass<N, R> {
  const rules: Record<string, R> = {}
  for (const kind of PROPOSAL_CLASSES) rules[`${kind}${name}`] = make(kind)
  return rules as PerClass<N, R>
}

function epochs<N extends ClassRule>(name: N, min: number, max: number, meaning: string) {
  return perClass(name, (kind) => whole('epochs', min, max, `${meaning} (${kind})`, 'meta'))
}

function basisPoints<N extends ClassRule>(name: N, min: number, max: number, meaning: string) {
  return perClass(name, (kind) => whole('basis points', min, max, `${meaning} (${kind})`, 'meta'))
}

/** How the network decides. All of them are themselves decided by the strictest class. Source: docs/concepts/governance.md. */
export const GOVERNANCE_RULES = {
  ...perClass('DepositRau', (kind) =>
    amount(coins(1_000_000_000), `Deposit of a proposal before the throttle (${kind})`, 'meta'),
  ),
  ...basisPoints('SupportQuorumBps', 1, 10_000, 'Part of all power whose support qualifies'),
  ...perClass('MinSupporters', (kind) =>
    whole('accounts', 0, 10_000, `Fewest supporters that qualify (${kind})`, 'meta'),
  ),
  ...epochs(
    'SupportWindowEpochs',
    1,
    1_000,
    'Time to find support, from submission; then a proposal lapses',
  ),
  ...epochs('DebateEpochs', 0, 1_000, 'Least debate after the last revision'),
  ...epochs('NoticeEpochs', 0, 1_000, 'Least time from qualification to the vote'),
  ...epochs('VotingEpochs', 1, 1_000, 'Length of the vote'),
  ...epochs('MaturityEpochs', 0, MAX_MATURITY_EPOCHS, 'Age that power must have at the snapshot'),
  ...basisPoints('TurnoutQuorumBps', 1, 10_000, 'Part of all power that must take part'),
  ...basisPoints('ApprovalBps', 5_000, 9_999, 'Part of yes and no that yes must exceed'),
  ...epochs('TimelockExtraEpochs', 1, 1_000, 'Delay of the action beyond the wait after unstaking'),
  ...epochs('GraceEpochs', 1, 1_000, 'Time to act once ready; then a proposal expires'),
  ...epochs(
    'CooldownEpochs',
    0,
    1_000,
    'Time from the end of a proposal until the same payload may be proposed again',
  ),

  maxTextBytes: whole('bytes', 0, 65_536, 'Longest text of a proposal', 'meta'),
  maxLiveProposals: whole('proposals', 1, 1_000, 'Proposals that may be undecided at once', 'meta'),
  maxLivePerProposer: whole('proposals', 1, 100, 'The same for one proposer', 'meta'),
  maxVotingSlots: whole('proposals', 1, 100, 'Proposals that may be voted on at once', 'meta'),
  depositThrottleTarget: whole(
    'proposals',
    0,
    1_000,
    'Undecided proposals above which each one more makes the deposit half as large again',
    'meta',
  ),
  lapseFloorBps: whole(
    'basis points',
    0,
    10_000,
    'Part of the support quorum below which a lapsed proposal loses its deposit',
    'meta',
  ),
  quorumMode: choice(['turnout', 'padded'], 'How missing turnout counts', 'meta'),
  adaptiveQuorum: flag('The turnout quorum follows past turnout', 'meta'),
  adaptiveQuorumCapBps: whole(
    'basis points',
    1,
    10_000,
    'Highest turnout quorum that past turnout can lead to',
    'meta',
  ),
  closingWindowEpochs: whole(
    'epochs',
    0,
    1_000,
    'Last part of a vote, in which a turn to passing extends it',
    'meta',
  ),
  extensionEpochs: whole('epochs', 0, 1_000, 'Length of one extension', 'meta'),
  maxExtensionEpochs: whole('epochs', 0, 1_000, 'Extensions of a vote in all', 'meta'),
  tallyBudgetRecords: whole('records', 1, 1_000_000, 'Ballots counted in a block', 'meta'),
  lockBonusCapPercent: whole(
    'percent',
    0,
    100,
    'Most that a long lock adds to the power of a bucket',
    'meta',
  ),
  excludedAccounts: addresses(100, 'Accounts without power: custodians that hold what is others’'),
  governanceStartsAtRau: amount(
    coins(100_000_000_000),
    'Power that must be staked before the first proposal may be voted on',
    'meta',
  ),

  guardian: addresses(1, 'Who may veto in a timelock'),
  guardianUntilEpoch: whole('epoch', 0, 1_000_000_000, 'Last epoch with a guardian', 'meta'),
  revertWindowEpochs: whole(
    'epochs',
    0,
    1_000,
    'Time in which a change that was put into action may be undone by the short way',
    'meta',
  ),
  revertDebateEpochs: whole('epochs', 0, 1_000, 'Least debate on the short way', 'meta'),
  revertVotingEpochs: whole('epochs', 1, 1_000, 'Length of the vote on the short way', 'meta'),
  revertTimelockEpochs: whole('epochs', 1, 1_000, 'Delay of the action on the short way', 'meta'),

  minAttestations: whole(
    'attestations',
    0,
    100,
    'Green attestations without which a software change does not qualify',
    'meta',
  ),
  readinessBps: whole(
    'basis points',
    1,
    10_000,
    'Part of the consensus delegates that must be ready for a software change',
    'meta',
  ),
  readinessEpochs: whole('epochs', 1, 1_000, 'Time to become ready', 'meta'),
  scriptTicks: whole('ticks', 1, 5_000, 'Work of one run of a rule script', 'technical'),
  scriptMemoryBytes: whole(
    'bytes',
    1_048_576,
    67_108_864,
    'Memory of one run of a rule script',
    'technical',
  ),
  maxVoteWeightMillionths: whole(
    'millionths',
    1_000_000,
    10_000_000,
    'Most that a script may let a coin count for a delegate',
    'meta',
  ),

  communitySharePermille: whole(
    'permille',
    0,
    1_000,
    'Part of the epoch reward that goes to the community fund',
  ),
  heldPayees: addresses(
    100,
    'Accounts whose payments from the community fund stand still: neither paid nor counted down',
    'policy',
  ),
} as const
