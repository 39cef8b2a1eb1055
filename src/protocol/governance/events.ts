import { defineEvent, type EventInput } from '../event.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'

const proposal: EventInput = { type: 'uint64', name: 'proposal', indexed: true }
const account: EventInput = { type: 'address', name: 'account', indexed: true }

function define(name: string, inputs: readonly EventInput[], meaning: string) {
  return defineEvent(GOVERNANCE_ADDRESS, name, inputs, meaning)
}

export const ProposalRevised = define(
  'ProposalRevised',
  [
    proposal,
    { type: 'address', name: 'proposer', indexed: true },
    { type: 'uint32', name: 'revision' },
    { type: 'uint8', name: 'class' },
    { type: 'uint8', name: 'kind' },
    { type: 'bool', name: 'short' },
    { type: 'bytes32', name: 'root' },
    { type: 'bytes32', name: 'textHash' },
    { type: 'bytes32', name: 'payloadHash' },
    { type: 'string', name: 'title' },
    { type: 'uint256', name: 'depositRau' },
  ],
  'A proposal has this content from now on: revision 1 at submission. Text and payload stand in the transaction.',
)

export const ProposalChanged = define(
  'ProposalChanged',
  [
    proposal,
    { type: 'uint8', name: 'from' },
    { type: 'uint8', name: 'to' },
    { type: 'uint8', name: 'reason' },
    { type: 'uint64', name: 'epoch' },
  ],
  'A proposal went from one state to another; numbers are those of the tables of states and reasons, 255 for none.',
)

export const ProposalSupported = define(
  'ProposalSupported',
  [
    proposal,
    account,
    { type: 'uint32', name: 'revision' },
    { type: 'bool', name: 'editorial' },
    { type: 'uint256', name: 'powerRau' },
  ],
  'An account supports a revision; `editorial` says that it stays when only the text is revised.',
)

export const SupportWithdrawn = define(
  'SupportWithdrawn',
  [proposal, account],
  'An account does not support a proposal any more.',
)

export const ProposalQualified = define(
  'ProposalQualified',
  [
    proposal,
    { type: 'bytes32', name: 'root' },
    { type: 'uint256', name: 'supportRau' },
    { type: 'uint32', name: 'supporters' },
    { type: 'uint256', name: 'totalRau' },
    { type: 'uint64', name: 'snapshotEpoch' },
  ],
  'Enough support: the content is frozen, and power counts as it was at the end of the snapshot epoch.',
)

export const BallotCast = define(
  'BallotCast',
  [
    proposal,
    account,
    { type: 'uint16', name: 'yesBps' },
    { type: 'uint16', name: 'noBps' },
    { type: 'uint16', name: 'abstainBps' },
    { type: 'uint256', name: 'ownRau' },
    { type: 'uint256', name: 'delegatedRau' },
    { type: 'uint64', name: 'nonce' },
  ],
  'A ballot counts, in place of the voter’s last one: with the own power and the power delegated to the voter so far. `nonce` is 2^64 − 1 for a ballot by transaction.',
)

export const BallotSkipped = define(
  'BallotSkipped',
  [proposal, account, { type: 'uint32', name: 'place' }, { type: 'uint32', name: 'code' }],
  'A ballot of a relayed batch (by its place) does not count, for the reason of the outcome code; the others of the batch do.',
)

export const PowerDelegated = define(
  'PowerDelegated',
  [
    { type: 'uint8', name: 'class', indexed: true },
    account,
    { type: 'address', name: 'delegate', indexed: true },
  ],
  'An account lets another vote with its power in proposals of a class, from the next vote on; the zero address takes it back.',
)

export const VoteCounted = define(
  'VoteCounted',
  [
    proposal,
    { type: 'uint256', name: 'yesRau' },
    { type: 'uint256', name: 'noRau' },
    { type: 'uint256', name: 'abstainRau' },
    { type: 'uint256', name: 'totalRau' },
    { type: 'uint16', name: 'quorumBps' },
    { type: 'uint16', name: 'approvalBps' },
  ],
  'All ballots are counted; the verdict comes with it as `ProposalChanged`.',
)

export const DepositSettled = define(
  'DepositSettled',
  [proposal, account, { type: 'uint256', name: 'amountRau' }, { type: 'bool', name: 'returned' }],
  'The deposit went back to the proposer, or (`returned` false) to the reward fund.',
)

export const RuleChanged = define(
  'RuleChanged',
  [
    proposal,
    { type: 'string', name: 'name' },
    { type: 'string', name: 'before' },
    { type: 'string', name: 'value' },
    { type: 'uint64', name: 'fromEpoch' },
  ],
  'A rule has another value from an epoch on; also when it goes back at its sunset.',
)

export const SunsetReached = define(
  'SunsetReached',
  [proposal, { type: 'bool', name: 'restored' }, { type: 'uint64', name: 'fromEpoch' }],
  'The time of a policy is over. Its old values come back from an epoch on, or not: another decision stands, or they would contradict others.',
)

export const TreasuryPaid = define(
  'TreasuryPaid',
  [
    proposal,
    account,
    { type: 'uint256', name: 'amountRau' },
    { type: 'uint256', name: 'owedRau' },
    { type: 'uint32', name: 'epochsLeft' },
  ],
  'The community fund paid an account; what it could not pay is owed and tried again at each boundary.',
)

export const ProposalVetoed = define(
  'ProposalVetoed',
  [proposal, account, { type: 'string', name: 'reason' }],
  'The guardian stopped a proposal in its timelock.',
)

export const DirectiveReported = define(
  'DirectiveReported',
  [
    proposal,
    account,
    { type: 'uint8', name: 'percent' },
    { type: 'bytes32', name: 'evidenceHash' },
    { type: 'string', name: 'text' },
  ],
  'The assignee of a directive says how far it is; with 100 percent the review begins.',
)

export const DirectiveReviewed = define(
  'DirectiveReviewed',
  [proposal, account, { type: 'bool', name: 'accepted' }, { type: 'string', name: 'text' }],
  'A reviewer accepts the evidence of a directive or sends it back.',
)

export const DirectiveOverdue = define(
  'DirectiveOverdue',
  [proposal, { type: 'uint64', name: 'dueEpoch' }],
  'A directive was not done in the epoch in which it was due.',
)

export const PreflightAttested = define(
  'PreflightAttested',
  [
    proposal,
    { type: 'address', name: 'delegate', indexed: true },
    { type: 'uint32', name: 'revision' },
    { type: 'bool', name: 'green' },
    { type: 'bytes32', name: 'reportHash' },
  ],
  'A consensus delegate has rebuilt and tried a software change and says whether it holds what it promises.',
)

export const ReadinessSignalled = define(
  'ReadinessSignalled',
  [proposal, { type: 'address', name: 'delegate', indexed: true }],
  'A consensus delegate has the new software and would switch.',
)

export const VersionActivated = define(
  'VersionActivated',
  [
    proposal,
    { type: 'uint32', name: 'version' },
    { type: 'bytes32', name: 'bundleRoot' },
    { type: 'uint64', name: 'fromEpoch' },
  ],
  'From this epoch on blocks are made by this version of the software: a node without it has to stop.',
)

export const ScriptInstalled = define(
  'ScriptInstalled',
  [
    proposal,
    { type: 'string', name: 'slot' },
    { type: 'bytes32', name: 'sourceHash' },
    { type: 'uint64', name: 'fromEpoch' },
  ],
  'A script takes the place of a formula from an epoch on; the hash of nothing puts the built-in one back.',
)

export const ScriptFailed = define(
  'ScriptFailed',
  [
    proposal,
    { type: 'string', name: 'slot' },
    { type: 'uint64', name: 'epoch' },
    { type: 'string', name: 'failure' },
  ],
  'A script gave no answer that can be used: the built-in formula made this settlement; of vote weights, those in force stay.',
)

export const GOVERNANCE_EVENTS = [
  ProposalRevised,
  ProposalChanged,
  ProposalSupported,
  SupportWithdrawn,
  ProposalQualified,
  BallotCast,
  BallotSkipped,
  PowerDelegated,
  VoteCounted,
  DepositSettled,
  RuleChanged,
  SunsetReached,
  TreasuryPaid,
  ProposalVetoed,
  DirectiveReported,
  DirectiveReviewed,
  DirectiveOverdue,
  PreflightAttested,
  ReadinessSignalled,
  VersionActivated,
  ScriptInstalled,
  ScriptFailed,
]
