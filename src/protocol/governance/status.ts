import type { Status } from '../outcome.ts'

/* Codes from 500 on are ours: iotex-core has no governance in its chain. */

export const NO_PROPOSAL: Status = {
  code: 500,
  error: 'NoProposal(uint64)',
  meaning: 'There is no proposal with this number.',
}
export const NOT_PROPOSER: Status = {
  code: 501,
  error: 'NotProposer(uint64,address)',
  meaning: 'Only the proposer (second value) may do this.',
}
export const WRONG_STATE: Status = {
  code: 502,
  error: 'WrongState(uint64,uint8)',
  meaning:
    'The proposal is in a state (second value, by its number in the table of states) in which this cannot be done.',
}
export const WRONG_REVISION: Status = {
  code: 503,
  error: 'WrongRevision(uint64,bytes32)',
  meaning:
    'The proposal has another content now: look at it, and name its current root (second value).',
}
export const UNKNOWN_KIND: Status = {
  code: 504,
  error: 'UnknownKind(uint8)',
  meaning:
    'A payload is a directive (0), policy (1), treasury (2), upgrade (3), script (4) or cancel (5).',
}
export const TITLE_LENGTH: Status = {
  code: 505,
  error: 'TitleLength(uint32,uint32)',
  meaning: 'A title has 1 to 80 bytes (second value) of UTF-8.',
}
export const TEXT_TOO_LONG: Status = {
  code: 506,
  error: 'TextTooLong(uint32,uint32)',
  meaning: 'The text has more bytes than the rules allow (second value).',
}
export const EMPTY_PAYLOAD: Status = {
  code: 507,
  error: 'EmptyPayload()',
  meaning: 'The payload does nothing: it must name at least one rule, payment or artifact.',
}
export const UNKNOWN_RULE: Status = {
  code: 508,
  error: 'UnknownRule(string)',
  meaning: 'There is no rule of this name.',
}
export const BAD_RULE_VALUE: Status = {
  code: 509,
  error: 'BadRuleValue(string,string)',
  meaning: 'The new value is not one of the rule’s, or is out of its bounds.',
}
export const RULE_SET_TWICE: Status = {
  code: 510,
  error: 'RuleSetTwice(string)',
  meaning: 'The payload sets the same rule twice.',
}
export const RULE_UNCHANGED: Status = {
  code: 511,
  error: 'RuleUnchanged(string)',
  meaning: 'The new value is the expected one: nothing would change.',
}
export const STALE_RULE: Status = {
  code: 512,
  error: 'StaleRule(string,string,string)',
  meaning: 'The rule has another value (last) than the proposal expects (second).',
}
export const RULES_CONFLICT: Status = {
  code: 513,
  error: 'RulesConflict(string)',
  meaning: 'The rules would contradict one another, as the sentence says.',
}
export const BAD_RECIPIENT: Status = {
  code: 514,
  error: 'BadRecipient(address)',
  meaning: 'Nobody has the key of this address: what is given to it is lost.',
}
export const AMOUNT_OUT_OF_BOUNDS: Status = {
  code: 515,
  error: 'AmountOutOfBounds(uint256,uint256)',
  meaning: 'An amount or a number is zero or more than the highest (second value).',
}
export const WRONG_VERSION: Status = {
  code: 516,
  error: 'WrongVersion(uint32,uint32)',
  meaning: 'A software change has the version that follows the one in force (second value).',
}
export const UNKNOWN_SLOT: Status = {
  code: 517,
  error: 'UnknownSlot(string)',
  meaning: 'No formula of this name can be replaced by a script.',
}
export const NOT_STOPPABLE: Status = {
  code: 518,
  error: 'NotStoppable(uint64,uint8)',
  meaning:
    'The proposal is not waiting for its action (second value: its state), so there is nothing to stop.',
}
export const COOLING_DOWN: Status = {
  code: 519,
  error: 'CoolingDown(uint64)',
  meaning:
    'The same payload was decided not long ago; it may be proposed again from this epoch on.',
}
export const TOO_MANY_LIVE: Status = {
  code: 520,
  error: 'TooManyLive(uint32)',
  meaning: 'As many proposals are undecided as the rules allow at once.',
}
export const TOO_MANY_OF_PROPOSER: Status = {
  code: 521,
  error: 'TooManyOfProposer(uint32)',
  meaning: 'The proposer has as many undecided proposals as the rules allow at once.',
}
export const DEPOSIT_TOO_SMALL: Status = {
  code: 522,
  error: 'DepositTooSmall(uint256,uint256)',
  meaning: 'The transaction carries less than the deposit that is asked for now (second value).',
}
export const NOT_ENOUGH_FOR_DEPOSIT: Status = {
  code: 523,
  error: 'NotEnoughForDeposit(uint256,uint256)',
  meaning:
    'The sender has less (second value) than the deposit. Only calls end so: a transaction of somebody who has not got its value stands in no block.',
}
export const NO_POWER: Status = {
  code: 524,
  error: 'NoPower(address)',
  meaning:
    'The account had no aged stake at the boundary that counts, or is excluded: it cannot take part in this.',
}
export const ALREADY_SUPPORTED: Status = {
  code: 525,
  error: 'AlreadySupported(uint64)',
  meaning: 'The account supports this revision already, in this way.',
}
export const NOT_SUPPORTED: Status = {
  code: 526,
  error: 'NotSupported(uint64)',
  meaning: 'The account does not support this proposal.',
}
export const BAD_SPLIT: Status = {
  code: 527,
  error: 'BadSplit(uint32)',
  meaning: 'Yes, no and abstain are basis points and make up 10,000 together.',
}
export const BAD_BALLOT_SIGNATURE: Status = {
  code: 528,
  error: 'BadBallotSignature(address)',
  meaning: 'The signature of the ballot is not one of the voter over exactly this ballot.',
}
export const BALLOT_REPLAYED: Status = {
  code: 529,
  error: 'BallotReplayed(uint64,uint64)',
  meaning:
    'The voter has cast a ballot with this number or a higher one (second value; 2^64 − 1: by a transaction of its own).',
}
export const UNKNOWN_CLASS: Status = {
  code: 530,
  error: 'UnknownClass(uint8)',
  meaning: 'A class is directive (0), policy (1), technical (2) or meta (3).',
}
export const DELEGATED_TO_SELF: Status = {
  code: 531,
  error: 'DelegatedToSelf(address)',
  meaning: 'Nobody needs to delegate to oneself; to take a delegation back, name the zero address.',
}
export const DELEGATION_LOOP: Status = {
  code: 532,
  error: 'DelegationLoop(address)',
  meaning: 'The chosen account has delegated in this class, directly or by others, to the sender.',
}
export const DELEGATION_UNCHANGED: Status = {
  code: 533,
  error: 'DelegationUnchanged(address)',
  meaning: 'The account delegates in this way already.',
}
export const NOT_GUARDIAN: Status = {
  code: 534,
  error: 'NotGuardian(address)',
  meaning: 'Only the guardian may veto.',
}
export const GUARDIAN_IS_GONE: Status = {
  code: 535,
  error: 'GuardianIsGone(uint64)',
  meaning: 'The last epoch of the guardian is over; nobody can veto any more.',
}
export const NO_REASON: Status = {
  code: 536,
  error: 'NoReason(uint32)',
  meaning: 'A veto, a report and a review state a reason of 1 to 1,024 bytes.',
}
export const NOT_ASSIGNEE: Status = {
  code: 537,
  error: 'NotAssignee(uint64,address)',
  meaning: 'Only the one whom the directive asks (second value) may report on it.',
}
export const NOT_REVIEWER: Status = {
  code: 538,
  error: 'NotReviewer(uint64,address)',
  meaning:
    'Only the proposer and the owners of the current consensus delegates, other than the assignee, may review.',
}
export const NOT_CONSENSUS_DELEGATE: Status = {
  code: 539,
  error: 'NotConsensusDelegate(address)',
  meaning: 'Only the owner or operator of a current consensus delegate may signal readiness.',
}
export const ALREADY_SIGNALLED: Status = {
  code: 540,
  error: 'AlreadySignalled(uint64)',
  meaning: 'The delegate has said so already.',
}
export const ALREADY_ATTESTED: Status = {
  code: 541,
  error: 'AlreadyAttested(uint64)',
  meaning: 'The account has attested this revision already, with the same result.',
}
export const WRONG_CLASS: Status = {
  code: 542,
  error: 'WrongClass(uint64,uint8)',
  meaning:
    'A revision keeps kind and class (second value: that of the new payload): withdraw and propose anew.',
}

/** All outcomes of this module, by code. The order in which each action checks them stands in the README. */
export const GOVERNANCE_STATUSES: readonly Status[] = [
  NO_PROPOSAL,
  NOT_PROPOSER,
  WRONG_STATE,
  WRONG_REVISION,
  UNKNOWN_KIND,
  TITLE_LENGTH,
  TEXT_TOO_LONG,
  EMPTY_PAYLOAD,
  UNKNOWN_RULE,
  BAD_RULE_VALUE,
  RULE_SET_TWICE,
  RULE_UNCHANGED,
  STALE_RULE,
  RULES_CONFLICT,
  BAD_RECIPIENT,
  AMOUNT_OUT_OF_BOUNDS,
  WRONG_VERSION,
  UNKNOWN_SLOT,
  NOT_STOPPABLE,
  COOLING_DOWN,
  TOO_MANY_LIVE,
  TOO_MANY_OF_PROPOSER,
  DEPOSIT_TOO_SMALL,
  NOT_ENOUGH_FOR_DEPOSIT,
  NO_POWER,
  ALREADY_SUPPORTED,
  NOT_SUPPORTED,
  BAD_SPLIT,
  BAD_BALLOT_SIGNATURE,
  BALLOT_REPLAYED,
  UNKNOWN_CLASS,
  DELEGATED_TO_SELF,
  DELEGATION_LOOP,
  DELEGATION_UNCHANGED,
  NOT_GUARDIAN,
  GUARDIAN_IS_GONE,
  NO_REASON,
  NOT_ASSIGNEE,
  NOT_REVIEWER,
  NOT_CONSENSUS_DELEGATE,
  ALREADY_SIGNALLED,
  ALREADY_ATTESTED,
  WRONG_CLASS,
]
