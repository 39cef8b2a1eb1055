import { PROPOSAL_CLASSES } from '#params/proposal-classes.ts'
import { PROPOSAL_STATES } from '#protocol/governance/lifecycle.ts'
import { PAYLOAD_KINDS } from '#protocol/governance/payload-kinds.ts'
import type { JsonObject } from './backend.ts'
import { CHECKED_ADDRESS, exactly, IO_ADDRESS, oneOfTexts } from './boule-schemas.ts'
import { STEPS } from './governance-records.ts'
import { AMOUNT, BYTES, FLAG, HASH, listOf, nullable, reference, TEXT, WHOLE } from './schemas.ts'

/** JSON Schemas of what the methods of governance answer. */

const CLASS = oneOfTexts(...PROPOSAL_CLASSES)

const STEP = exactly({
  step: oneOfTexts(...STEPS),
  epoch: nullable(WHOLE),
  latestEpoch: nullable(WHOLE),
  done: FLAG,
})

const SUPPORT_SUM = exactly({
  supportRau: AMOUNT,
  supporters: WHOLE,
  totalRau: AMOUNT,
  shareBps: WHOLE,
  quorumBps: WHOLE,
  neededRau: AMOUNT,
  neededSupporters: WHOLE,
  reached: FLAG,
})

const VOTE_SUM = exactly({
  yesRau: AMOUNT,
  noRau: AMOUNT,
  abstainRau: AMOUNT,
  ballots: WHOLE,
  totalRau: AMOUNT,
  turnoutBps: WHOLE,
  quorumBps: WHOLE,
  yesBps: WHOLE,
  approvalBps: WHOLE,
  quorumMode: oneOfTexts('turnout', 'padded'),
  passes: FLAG,
  reason: oneOfTexts('no-quorum', 'no-majority', 'majority'),
  lateFlip: FLAG,
  extendedEpochs: WHOLE,
  counted: WHOLE,
  delegations: WHOLE,
  delegationsDone: WHOLE,
})

const SUMMARY = {
  id: WHOLE,
  title: TEXT,
  proposer: CHECKED_ADDRESS,
  class: CLASS,
  kind: oneOfTexts(...PAYLOAD_KINDS),
  short: FLAG,
  state: oneOfTexts(...PROPOSAL_STATES),
  revision: WHOLE,
  payloadRevision: WHOLE,
  root: HASH,
  textHash: HASH,
  payloadHash: HASH,
  depositRau: AMOUNT,
  submittedEpoch: WHOLE,
  revisedEpoch: WHOLE,
  qualifiedEpoch: nullable(WHOLE),
  openedEpoch: nullable(WHOLE),
  voteEndEpoch: nullable(WHOLE),
  confirmedEpoch: nullable(WHOLE),
  timelockEndEpoch: nullable(WHOLE),
  dueEpoch: nullable(WHOLE),
  changedEpoch: WHOLE,
  overdue: FLAG,
  live: FLAG,
  support: reference('ProposalSupportSum'),
  vote: nullable(reference('ProposalVoteSum')),
  next: nullable(reference('ProposalStep')),
}

const PAYLOADS: Readonly<Record<string, JsonObject>> = {
  directive: exactly({
    kind: oneOfTexts('directive'),
    assignee: CHECKED_ADDRESS,
    dueEpochs: WHOLE,
  }),
  policy: exactly({
    kind: oneOfTexts('policy'),
    sets: listOf(exactly({ name: TEXT, expected: TEXT, value: TEXT })),
    sunsetEpochs: WHOLE,
  }),
  treasury: exactly({
    kind: oneOfTexts('treasury'),
    payments: listOf(exactly({ to: CHECKED_ADDRESS, perEpochRau: AMOUNT, epochs: WHOLE })),
  }),
  upgrade: exactly({
    kind: oneOfTexts('upgrade'),
    name: TEXT,
    version: WHOLE,
    bundleRoot: HASH,
    bundleBytes: WHOLE,
    sourceHash: HASH,
    recipeHash: HASH,
    artifacts: listOf(exactly({ platform: TEXT, sha256: HASH, bytes: TEXT })),
    activationEpochs: WHOLE,
  }),
  script: exactly({ kind: oneOfTexts('script'), slot: TEXT, source: TEXT }),
  cancel: exactly({ kind: oneOfTexts('cancel'), proposal: WHOLE }),
}

const DELEGATES = listOf(exactly({ delegate: CHECKED_ADDRESS, name: nullable(TEXT) }))

const PROPOSAL = exactly({
  ...SUMMARY,
  payload: { oneOf: PAYLOAD_KINDS.map((kind) => PAYLOADS[kind] as JsonObject) },
  terms: exactly({
    supportWindowEpochs: WHOLE,
    debateEpochs: WHOLE,
    noticeEpochs: WHOLE,
    votingEpochs: WHOLE,
    timelockEpochs: WHOLE,
    graceEpochs: WHOLE,
    cooldownEpochs: WHOLE,
    maturityEpochs: WHOLE,
    closingWindowEpochs: WHOLE,
  }),
  steps: listOf(reference('ProposalStep')),
  obstacle: nullable(exactly({ code: WHOLE, error: TEXT, meaning: TEXT })),
  attestations: nullable(exactly({ green: DELEGATES, red: DELEGATES, needed: WHOLE })),
  readiness: nullable(exactly({ ready: DELEGATES, seated: WHOLE, seats: WHOLE, neededBps: WHOLE })),
  directive: nullable(
    exactly({
      assignee: CHECKED_ADDRESS,
      percent: WHOLE,
      reportedEpoch: nullable(WHOLE),
      evidenceHash: nullable(HASH),
      accepted: listOf(CHECKED_ADDRESS),
      refused: listOf(CHECKED_ADDRESS),
    }),
  ),
  enactment: nullable(
    exactly({
      epoch: WHOLE,
      fromEpoch: WHOLE,
      changes: listOf(exactly({ name: TEXT, before: TEXT, after: TEXT })),
      sunsetEpoch: nullable(WHOLE),
      over: FLAG,
    }),
  ),
})

const BALLOT = exactly({
  voter: CHECKED_ADDRESS,
  yesBps: WHOLE,
  noBps: WHOLE,
  abstainBps: WHOLE,
  ownRau: AMOUNT,
  delegatedRau: AMOUNT,
  nonce: nullable(TEXT),
})

const SUPPORT = exactly({
  account: CHECKED_ADDRESS,
  revision: WHOLE,
  editorial: FLAG,
  counts: FLAG,
  powerRau: nullable(AMOUNT),
})

const POWER = exactly({
  account: CHECKED_ADDRESS,
  ioAccount: IO_ADDRESS,
  epoch: WHOLE,
  powerRau: AMOUNT,
  excluded: FLAG,
  classes: listOf(
    exactly({
      class: CLASS,
      maturityEpochs: WHOLE,
      agedRau: AMOUNT,
      totalRau: AMOUNT,
      delegate: nullable(CHECKED_ADDRESS),
    }),
  ),
})

const TREASURY = exactly({
  balanceRau: AMOUNT,
  owedRau: AMOUNT,
  sharePermille: WHOLE,
  streams: exactly({
    total: WHOLE,
    offset: WHOLE,
    items: listOf(
      exactly({
        stream: WHOLE,
        proposal: WHOLE,
        to: CHECKED_ADDRESS,
        perEpochRau: AMOUNT,
        epochsLeft: WHOLE,
        owedRau: AMOUNT,
        paidRau: AMOUNT,
        held: FLAG,
      }),
    ),
  }),
})

const SOFTWARE = {
  version: WHOLE,
  bundleRoot: HASH,
  fromEpoch: WHOLE,
}

const HEAD = { height: WHOLE, blockHash: HASH, appHash: HASH }

const WAY = {
  module: TEXT,
  collection: TEXT,
  slots: WHOLE,
  positional: FLAG,
  treeRoot: HASH,
  collectionRoots: listOf(HASH),
  collectionIndex: WHOLE,
  moduleRoots: listOf(HASH),
  moduleIndex: WHOLE,
}

const RECORD_PROOF = exactly({
  ...WAY,
  key: BYTES,
  value: nullable(BYTES),
  slot: WHOLE,
  siblings: listOf(HASH),
})

const FIXED = nullable(exactly({ epoch: WHOLE, height: WHOLE, appHash: nullable(HASH) }))

/** Shared schemas of the document. */
export const GOVERNANCE_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  ProposalSummary: exactly(SUMMARY),
  Proposal: PROPOSAL,
  ProposalStep: STEP,
  ProposalSupportSum: SUPPORT_SUM,
  ProposalVoteSum: VOTE_SUM,
  ProposalBallot: BALLOT,
  ProposalSupport: SUPPORT,
  GovernancePower: POWER,
  CollectionProof: exactly(WAY),
  RecordProof: RECORD_PROOF,
  GovernanceRoots: exactly({
    ...HEAD,
    powers: reference('CollectionProof'),
    delegations: reference('CollectionProof'),
    ballots: reference('CollectionProof'),
    fixed: nullable(exactly({ powers: FIXED, delegations: FIXED, ballots: FIXED })),
  }),
  GovernanceProof: exactly({
    ...HEAD,
    proposal: reference('RecordProof'),
    tally: reference('RecordProof'),
    power: nullable(reference('RecordProof')),
    delegation: nullable(reference('RecordProof')),
    delegatedPower: nullable(reference('RecordProof')),
    ballot: nullable(reference('RecordProof')),
  }),
  Treasury: TREASURY,
  SoftwareVersion: exactly({
    ...SOFTWARE,
    proposal: nullable(WHOLE),
    next: nullable(exactly({ ...SOFTWARE, proposal: WHOLE, name: TEXT })),
  }),
}
