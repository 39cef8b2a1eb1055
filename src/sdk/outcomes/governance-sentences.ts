import { classWord, stateWords } from '../governance/words.ts'
import { coinsText, type Sentence } from './sentence.ts'

/** Refusals of governance. */
export const GOVERNANCE_SENTENCES = {
  NoProposal: (id: bigint) => `There is no proposal ${id}.`,
  NotProposer: (id: bigint, proposer: string) =>
    `Proposal ${id} is of ${proposer}, and only its proposer may do this.`,
  WrongState: (id: bigint, state: number) =>
    `Proposal ${id} ${stateWords(state)}; this cannot be done then.`,
  WrongRevision: (id: bigint, root: string) =>
    `Proposal ${id} has another content now: look at it, and name its root ${root}.`,
  UnknownKind: (kind: number) => `There is no kind of proposal with the number ${kind}.`,
  TitleLength: (bytes: number, most: number) =>
    `The title has ${bytes} bytes; a title has 1 to ${most}.`,
  TextTooLong: (bytes: number, most: number) =>
    `The text has ${bytes} bytes, and at most ${most} are taken.`,
  EmptyPayload: () => 'The proposal would do nothing: it must name a rule, payment or artifact.',
  UnknownRule: (name: string) => `There is no rule "${name}".`,
  BadRuleValue: (name: string, value: string) =>
    `The rule ${name} cannot be "${value}": it is not one of its values, or out of its bounds.`,
  RuleSetTwice: (name: string) => `The proposal sets the rule ${name} twice.`,
  RuleUnchanged: (name: string) =>
    `The new value of the rule ${name} is the expected one: nothing would change.`,
  StaleRule: (name: string, expected: string, current: string) =>
    `The rule ${name} is "${current}", and the proposal expects "${expected}".`,
  RulesConflict: (problem: string) => `The rules would contradict one another: ${problem}.`,
  BadRecipient: (account: string) =>
    `Nobody has the key of ${account}: what is given to it is lost.`,
  AmountOutOfBounds: (amount: bigint, most: bigint) =>
    `The figure ${amount} is out of bounds; it must be from 1 to ${most}.`,
  WrongVersion: (version: number, next: number) =>
    `The software change has version ${version}, and the next one is ${next}.`,
  UnknownSlot: (slot: string) => `No formula "${slot}" can be replaced by a script.`,
  NotStoppable: (id: bigint, state: number) =>
    `Proposal ${id} ${stateWords(state)}, so there is nothing to stop.`,
  CoolingDown: (epoch: bigint) =>
    `The same was decided not long ago; it may be proposed again from epoch ${epoch} on.`,
  TooManyLive: (most: number) =>
    `As many proposals are undecided as may be at once, ${most}; wait until one is over.`,
  TooManyOfProposer: (most: number) =>
    `The proposer has ${most} undecided already, which is the most; withdraw one, or wait.`,
  DepositTooSmall: (valueRau: bigint, depositRau: bigint) =>
    `The transaction carries ${coinsText(valueRau)}, and the deposit is ${coinsText(depositRau)} now.`,
  NotEnoughForDeposit: (depositRau: bigint, balanceRau: bigint) =>
    `The deposit is ${coinsText(depositRau)}, and the account has ${coinsText(balanceRau)}.`,
  NoPower: (account: string) =>
    `${account} had no stake of the age that counts here, so it has no power in this.`,
  AlreadySupported: (id: bigint) => `The account supports proposal ${id} in this way already.`,
  NotSupported: (id: bigint) => `The account does not support proposal ${id}.`,
  BadSplit: (sumBps: number) =>
    `Yes, no and abstain make up ${sumBps} basis points; they must make up 10,000.`,
  BadBallotSignature: (voter: string) =>
    `The signature is not one of ${voter} over exactly this ballot on this network.`,
  BallotReplayed: (nonce: bigint, known: bigint) =>
    known === 2n ** 64n - 1n
      ? `The voter has cast a ballot by a transaction, which no signed one (${nonce}) replaces.`
      : `The ballot has the number ${nonce}, and the voter has cast one with ${known} already.`,
  UnknownClass: (number: number) => `There is no class of proposals with the number ${number}.`,
  DelegatedToSelf: (account: string) =>
    `${account} cannot delegate to itself; to take a delegation back, name nobody.`,
  DelegationLoop: (delegate: string) =>
    `${delegate} has delegated, directly or by others, to the sender.`,
  DelegationUnchanged: (delegate: string) => `The power is delegated to ${delegate} already.`,
  NotGuardian: (account: string) => `${account} is not the guardian, who alone may veto.`,
  GuardianIsGone: (lastEpoch: bigint) =>
    `The guardian had its last epoch, ${lastEpoch}: nobody can veto any more.`,
  NoReason: (bytes: number) => `The text has ${bytes} bytes; a reason has 1 to 1,024.`,
  NotAssignee: (id: bigint, assignee: string) =>
    `Proposal ${id} asks ${assignee}, who alone may report on it.`,
  NotReviewer: (id: bigint, account: string) =>
    `${account} may not review proposal ${id}: its proposer and the owners of consensus delegates may, other than the assignee.`,
  NotConsensusDelegate: (account: string) =>
    `${account} is neither owner nor operator of a consensus delegate of this epoch.`,
  AlreadySignalled: (id: bigint) => `The delegate has said so of proposal ${id} already.`,
  AlreadyAttested: (id: bigint) =>
    `The delegate has attested this revision of proposal ${id} in this way already.`,
  WrongClass: (id: bigint, number: number) =>
    `Proposal ${id} would get another kind or class (${classWord(number)}); withdraw it and propose anew.`,
} as const satisfies Readonly<Record<string, Sentence>>
