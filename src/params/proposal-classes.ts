/**
 * Classes of proposals, mildest first. A proposal's class is decided by what its payload touches, never by its author: the
 * strictest class of anything in it.
 */
export const PROPOSAL_CLASSES = ['directive', 'policy', 'technical', 'meta'] as const
export type ProposalClass = (typeof PROPOSAL_CLASSES)[number]

/** Names of the rules that each class has a value of its own for, behind the name of the class: `policyVotingEpochs`. */
export const CLASS_RULES = [
  'DepositRau',
  'SupportQuorumBps',
  'MinSupporters',
  'SupportWindowEpochs',
  'DebateEpochs',
  'NoticeEpochs',
  'VotingEpochs',
  'MaturityEpochs',
  'TurnoutQuorumBps',
  'ApprovalBps',
  'TimelockExtraEpochs',
  'GraceEpochs',
  'CooldownEpochs',
] as const
export type ClassRule = (typeof CLASS_RULES)[number]
