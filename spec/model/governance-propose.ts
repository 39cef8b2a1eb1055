import { keccak256 } from '#base/hash.ts'
import { addCoins, balanceOf } from './accounts.ts'
import { change } from './governance-change.ts'
import { findProposal, judgePayload, type Judged, UNDECIDED } from './governance-payload.ts'
import { agedPower, maturityOf } from './governance-power.ts'
import { rulesAt } from './governance-rules.ts'
import type { GovernanceAction, ModelContent, ModelProposal } from './governance-types.ts'
import type { Account, ModelRules, ModelState, OutcomeCode } from './types.ts'

export type Of<Kind extends GovernanceAction['kind']> = Extract<
  GovernanceAction,
  { readonly kind: Kind }
> & { readonly sender: Account }

const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8')
const hashOf = (bytes: Uint8Array): Buffer => Buffer.from(keccak256(bytes))

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

/** What supports and ballots name: a hash over number, revision and content. */
function rootOf(id: number, revision: number, content: ModelContent): string {
  const { title, text, payloadHash } = content
  const parts = [
    u64(id),
    u64(revision),
    hashOf(bytesOf(title)),
    hashOf(bytesOf(text)),
    Buffer.from(payloadHash.slice(2), 'hex'),
  ]
  return `0x${hashOf(Buffer.concat(parts)).toString('hex')}`
}

function judgeContent(state: ModelState, rules: ModelRules, content: ModelContent): Judged {
  const { governance } = state
  const refused = (code: OutcomeCode): Judged => ({ code, class: 'directive', short: false })
  const titleBytes = bytesOf(content.title).length
  if (titleBytes < 1 || titleBytes > 80) return refused(505)
  if (bytesOf(content.text).length > rules.maxTextBytes) return refused(506)
  return judgePayload(governance, governance.epoch, content.payload)
}

function isCoolingDown({ governance }: ModelState, { payloadHash }: ModelContent): boolean {
  return (governance.cooldowns.get(payloadHash) ?? 0) > governance.epoch
}

export function propose(state: ModelState, action: Of<'propose'>): OutcomeCode {
  const { governance } = state
  const { sender, valueRau } = action
  const content: ModelContent = {
    title: action.title,
    text: action.text,
    payload: action.payload,
    payloadHash: action.payloadHash,
  }
  const rules = rulesAt(governance, governance.epoch)
  const judged = judgeContent(state, rules, content)
  if (judged.code !== 0) return judged.code
  if (isCoolingDown(state, content)) return 519
  const undecided = [...governance.proposals.values()].filter((one) =>
    UNDECIDED.includes(one.state),
  )
  if (undecided.length >= rules.maxLiveProposals) return 520
  const own = undecided.filter((one) => one.proposer === sender).length
  if (own >= rules.maxLivePerProposer) return 521
  const above = Math.min(20, Math.max(0, undecided.length - rules.depositThrottleTarget))
  const depositRau =
    (rules[`${judged.class}DepositRau`] * 3n ** BigInt(above)) / 2n ** BigInt(above)
  if (valueRau < depositRau) return 522
  if (balanceOf(state, sender) < depositRau) return 523
  addCoins(state, sender, -depositRau)
  const id = governance.proposals.size + 1
  governance.proposals.set(id, {
    id,
    proposer: sender,
    class: judged.class,
    rules,
    submittedEpoch: governance.epoch,
    content,
    short: judged.short,
    state: 'submitted',
    revision: 1,
    payloadRevision: 1,
    root: rootOf(id, 1, content),
    depositRau,
    revisedEpoch: governance.epoch,
    qualifiedEpoch: 0,
    totalRau: 0n,
    pastTurnoutBps: 0,
    openedEpoch: 0,
    voteEndEpoch: 0,
    extendedEpochs: 0,
    confirmedEpoch: 0,
    timelockEndEpoch: 0,
    dueEpoch: 0,
    changedEpoch: governance.epoch,
    overdue: false,
    lateFlip: false,
    supports: new Map(),
    finalSupport: undefined,
    ballots: new Map(),
    delegations: 0,
    delegationsSeen: 0,
    ballotsSeen: 0,
    attestations: { revision: 1, green: [], red: [] },
    ready: [],
    accepted: [],
    refused: [],
  })
  return 0
}

/** The sender's own proposal that has not qualified yet, or why there is none. */
function ownProposal(state: ModelState, sender: Account, id: bigint): ModelProposal | OutcomeCode {
  const proposal = findProposal(state.governance, id)
  if (proposal === undefined) return 500
  if (proposal.proposer !== sender) return 501
  return proposal.state === 'submitted' || proposal.state === 'support' ? proposal : 502
}

export function revise(state: ModelState, action: Of<'revise'>): OutcomeCode {
  const { governance } = state
  const proposal = ownProposal(state, action.sender, action.id)
  if (typeof proposal === 'number') return proposal
  if (proposal.state !== 'support') return 502
  const content: ModelContent = {
    title: action.title,
    text: action.text,
    payload: action.payload,
    payloadHash: action.payloadHash,
  }
  const judged = judgeContent(state, proposal.rules, content)
  if (judged.code !== 0) return judged.code
  const isSameKind = content.payload.kind === proposal.content.payload.kind
  if (!isSameKind || judged.class !== proposal.class) return 542
  const isEditorial = content.payloadHash === proposal.content.payloadHash
  if (!isEditorial && isCoolingDown(state, content)) return 519
  proposal.revision += 1
  if (!isEditorial) proposal.payloadRevision = proposal.revision
  proposal.content = content
  proposal.short = judged.short
  proposal.root = rootOf(proposal.id, proposal.revision, content)
  proposal.revisedEpoch = governance.epoch
  change(state, proposal, 'submitted')
  return 0
}

export function withdraw(state: ModelState, action: Of<'withdraw'>): OutcomeCode {
  const proposal = ownProposal(state, action.sender, action.id)
  if (typeof proposal === 'number') return proposal
  change(state, proposal, 'withdrawn')
  return 0
}

export function support(state: ModelState, action: Of<'support'>): OutcomeCode {
  const { governance } = state
  const proposal = findProposal(governance, action.id)
  if (proposal === undefined) return 500
  if (proposal.state !== 'support') return 502
  if (proposal.root !== action.root) return 503
  const { sender, editorial } = action
  if (agedPower(governance, sender, governance.lastBoundary, maturityOf(proposal)) === 0n)
    return 524
  const { revision, payloadRevision, supports } = proposal
  const before = supports.get(sender)
  const stillCounts =
    before !== undefined &&
    (before.editorial ? before.payloadRevision === payloadRevision : before.revision === revision)
  if (stillCounts && before.editorial === editorial) return 525
  supports.set(sender, { revision, payloadRevision, editorial })
  return 0
}

export function unsupport(state: ModelState, action: Of<'unsupport'>): OutcomeCode {
  const proposal = findProposal(state.governance, action.id)
  if (proposal === undefined) return 500
  if (proposal.state !== 'submitted' && proposal.state !== 'support') return 502
  return proposal.supports.delete(action.sender) ? 0 : 526
}
