import type { Powers } from './power-book.ts'
import type { BallotWord, ProposalStory } from './proposal-story.ts'
import type { RuleBook } from './rule-book.ts'

/** Power that counts, by account: aged, and without those who are left out. */
export type CountedPowers = ReadonlyMap<string, bigint>

/** What everybody had at the end of an epoch and had so many epochs before, too. */
export function agePowers(
  now: Powers,
  before: Powers,
  excludedAccounts: string,
): { readonly powers: CountedPowers; readonly totalRau: bigint } {
  const excluded = new Set(excludedAccounts.split(','))
  const powers = new Map<string, bigint>()
  let totalRau = 0n
  for (const [account, nowRau] of now) {
    const beforeRau = before.get(account) ?? 0n
    const powerRau = nowRau < beforeRau ? nowRau : beforeRau
    if (powerRau === 0n || excluded.has(account)) continue
    powers.set(account, powerRau)
    totalRau += powerRau
  }
  return { powers, totalRau }
}

export interface SupportCount {
  readonly supportRau: bigint
  readonly supporters: number
}

/** Those who support the content that the proposal has: its revision, or with an editorial support its payload. */
export function countSupport(story: ProposalStory, powers: CountedPowers): SupportCount {
  let supportRau = 0n
  let supporters = 0
  for (const [account, { editorial, revision, payloadRevision }] of story.supports) {
    const isCounted = editorial
      ? payloadRevision === story.payloadRevision
      : revision === story.revision
    const powerRau = powers.get(account) ?? 0n
    if (!isCounted || powerRau === 0n) continue
    supportRau += powerRau
    supporters++
  }
  return { supportRau, supporters }
}

export interface VoteCount {
  readonly yesRau: bigint
  readonly noRau: bigint
  readonly abstainRau: bigint
  readonly ballots: number
  readonly turnoutBps: number
  readonly quorumBps: number
  readonly approvalBps: number
  readonly quorumMode: string
  readonly verdict: 'majority' | 'no-majority' | 'no-quorum'
}

/** Every ballot with the voter's own power, and with that of those who chose the voter and cast none of their own. */
export function countVotes(
  story: ProposalStory,
  rules: RuleBook,
  power: { readonly powers: CountedPowers; readonly totalRau: bigint },
  delegates: ReadonlyMap<string, string>,
): VoteCount {
  const weights = new Map<string, bigint>()
  for (const voter of story.ballots.keys()) weights.set(voter, power.powers.get(voter) ?? 0n)
  for (const [delegator, delegate] of delegates) {
    const before = weights.get(delegate)
    if (before === undefined || story.ballots.has(delegator)) continue
    weights.set(delegate, before + (power.powers.get(delegator) ?? 0n))
  }
  const sums = { yesRau: 0n, noRau: 0n, abstainRau: 0n }
  for (const [voter, ballot] of story.ballots) addBallot(sums, ballot, weights.get(voter) ?? 0n)
  return { ...sums, ballots: story.ballots.size, ...judge(story, rules, power.totalRau, sums) }
}

type Sums = { yesRau: bigint; noRau: bigint; abstainRau: bigint }

/** Yes and no are rounded down; the rest abstains. */
function addBallot(sums: Sums, { yesBps, noBps }: BallotWord, weightRau: bigint): void {
  const yesRau = (weightRau * BigInt(yesBps)) / 10_000n
  const noRau = (weightRau * BigInt(noBps)) / 10_000n
  sums.yesRau += yesRau
  sums.noRau += noRau
  sums.abstainRau += weightRau - yesRau - noRau
}

function judge(
  story: ProposalStory,
  rules: RuleBook,
  totalRau: bigint,
  { yesRau, noRau, abstainRau }: Sums,
): Omit<VoteCount, keyof Sums | 'ballots'> {
  const { submittedEpoch: epoch, class: kind } = story
  const approvalBps = rules.number(epoch, `${kind}ApprovalBps`)
  const quorumMode = rules.text(epoch, 'quorumMode')
  const quorumBps = quorumOf(story, rules)
  const castRau = yesRau + noRau + abstainRau
  const turnoutBps = totalRau === 0n ? 0 : Number((castRau * 10_000n) / totalRau)
  const figures = { turnoutBps, quorumBps, approvalBps, quorumMode }
  const missing = totalRau * BigInt(quorumBps) - castRau * 10_000n
  if (quorumMode === 'turnout' && (missing > 0n || castRau === 0n)) {
    return { ...figures, verdict: 'no-quorum' }
  }
  // In ten-thousandths of a Rau: what is missing counts as no where the rules say so.
  const yes = yesRau * 10_000n
  const no = noRau * 10_000n + (quorumMode === 'padded' && missing > 0n ? missing : 0n)
  const passes = yes * BigInt(10_000 - approvalBps) > no * BigInt(approvalBps)
  return { ...figures, verdict: passes ? 'majority' : 'no-majority' }
}

function quorumOf(
  { submittedEpoch: epoch, class: kind, pastTurnoutBps }: ProposalStory,
  rules: RuleBook,
): number {
  const floorBps = rules.number(epoch, `${kind}TurnoutQuorumBps`)
  if (rules.text(epoch, 'adaptiveQuorum') !== 'true') return floorBps
  const capBps = Math.max(floorBps, rules.number(epoch, 'adaptiveQuorumCapBps'))
  return Math.min(Math.max(floorBps, pastTurnoutBps), capBps)
}
