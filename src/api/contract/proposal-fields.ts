import { z } from 'zod'
import {
  address,
  basisPoints,
  bytes,
  count,
  delegateReference,
  epoch,
  flag,
  hash,
  height,
  rau,
  text,
  timeMs,
} from './fields.ts'
import {
  PAYLOAD_KINDS,
  PROPOSAL_CLASSES,
  PROPOSAL_REASONS,
  PROPOSAL_STATES,
} from '#sdk/governance/names.ts'

export const proposalClass = z.enum(PROPOSAL_CLASSES)
export const proposalState = z.enum(PROPOSAL_STATES)
export const proposalKind = z.enum(PAYLOAD_KINDS)
export const proposalReason = z.enum(PROPOSAL_REASONS)

/** What a proposal asks for. Amounts are texts, as everywhere. */
export const payload = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('directive'),
      assignee: address('Who is to do it'),
      dueEpochs: count('Epochs that it may take'),
    }),
    z.object({
      kind: z.literal('policy'),
      sets: z.array(
        z.object({
          name: text('Rule'),
          expected: text('Value that it has now'),
          value: text('Value that it is to have'),
        }),
      ),
      sunsetEpochs: count('Epochs for which it holds; 0: for good'),
    }),
    z.object({
      kind: z.literal('treasury'),
      payments: z.array(
        z.object({
          to: address('Who is paid'),
          perEpochRau: rau('At each boundary'),
          epochs: count('How often'),
        }),
      ),
    }),
    z.object({
      kind: z.literal('upgrade'),
      name: text('Name of the software'),
      version: count('Its number'),
      bundleRoot: hash('Root of the bundle'),
      bundleBytes: count('Size of the bundle'),
      sourceHash: hash('Of the source'),
      recipeHash: hash('Of the recipe'),
      artifacts: z.array(
        z.object({
          platform: text('Such as linux-x64'),
          sha256: hash('Of the file'),
          bytes: text('Size of the file, in decimal digits'),
        }),
      ),
      activationEpochs: count('Epochs from lock-in to activation'),
    }),
    z.object({
      kind: z.literal('script'),
      slot: text('Formula whose place it takes'),
      source: text('The script'),
    }),
    z.object({ kind: z.literal('cancel'), proposal: count('Proposal to stop') }),
  ])
  .meta({ id: 'Payload' })

export const proposalFields = {
  id: count('Number'),
  title: text('Title'),
  proposer: address('Who made it'),
  delegate: delegateReference
    .nullable()
    .meta({ description: 'The delegate that the proposer owns' }),
  class: proposalClass,
  kind: proposalKind,
  short: flag('Debate, vote and timelock are the short ones'),
  state: proposalState,
  live: flag('Not over'),
  overdue: flag('A directive that was not done when it was due'),
  revision: count('Newest revision'),
  revisedEpoch: epoch('When that came'),
  depositReturned: flag('The deposit went back to the proposer; null while it is held').nullable(),
  root: hash('Of its content'),
  depositRau: rau('Deposit that was locked'),
  submittedEpoch: epoch('When it was submitted'),
  submittedTimeMs: timeMs('When it was submitted'),
  reason: proposalReason,
  changedEpoch: epoch('Last change of state'),
  qualifiedEpoch: epoch('When it had enough support').nullable(),
  openedEpoch: epoch('Last epoch before the vote').nullable(),
  voteEndEpoch: epoch('Last epoch of the vote').nullable(),
  confirmedEpoch: epoch('When it was confirmed').nullable(),
  timelockEndEpoch: epoch('Last epoch of the timelock').nullable(),
  dueEpoch: epoch('A software change takes effect with it; a directive is due in it').nullable(),
  percent: count('How far a directive is').nullable(),
  supporters: count('Accounts that support it'),
  supportRau: rau('Their aged power at the last boundary; at qualification it stays'),
  ballots: count('Ballots that count'),
  yesRau: rau('Power for yes'),
  noRau: rau('Power for no'),
  abstainRau: rau('Power for neither'),
  totalRau: rau('All power, once it is fixed').nullable(),
  quorumBps: basisPoints('Turnout that it needed, once it is counted').nullable(),
  approvalBps: basisPoints('What yes had to exceed, once it is counted').nullable(),
}

const step = z.object({
  step: text('Name of the step'),
  epoch: epoch(
    'When; the earliest if it is to come; null when it depends on people alone',
  ).nullable(),
  latestEpoch: epoch('Last epoch in which it can happen').nullable(),
  done: flag('Behind it'),
})

const delegates = z.array(delegateReference)

/** What the node says of a proposal as of now. */
export const proposalDetails = z
  .object({
    support: z.object({
      supportRau: rau('Power of its supporters'),
      supporters: count('How many they are'),
      totalRau: rau('Power of all'),
      shareBps: basisPoints('Part of it'),
      quorumBps: basisPoints('Part that it needs'),
      neededRau: rau('Power that it needs'),
      neededSupporters: count('Supporters that it needs'),
      reached: flag('Enough'),
    }),
    vote: z
      .object({
        yesRau: rau('Power for yes'),
        noRau: rau('Power for no'),
        abstainRau: rau('Power for neither'),
        ballots: count('Ballots'),
        totalRau: rau('All power'),
        turnoutBps: basisPoints('Part that voted'),
        quorumBps: basisPoints('Part that must vote'),
        yesBps: basisPoints('Part of yes in yes and no'),
        approvalBps: basisPoints('What yes must exceed'),
        quorumMode: z.enum(['turnout', 'padded']),
        passes: flag('With the ballots that are in'),
        reason: z.enum(['no-quorum', 'no-majority', 'majority']),
        lateFlip: flag('Turned in the closing window'),
        extendedEpochs: count('Epochs added for that'),
        counted: count('Ballots counted'),
        delegations: count('Delegations to give out'),
        delegationsDone: count('Given out'),
      })
      .nullable(),
    next: step.nullable(),
    steps: z.array(step),
    terms: z.object({
      supportWindowEpochs: count('For finding support'),
      debateEpochs: count('From submission to the vote, at least'),
      noticeEpochs: count('From qualification to the vote'),
      votingEpochs: count('Of the vote'),
      timelockEpochs: count('From the verdict to action'),
      graceEpochs: count('For action to succeed'),
      cooldownEpochs: count('Before the same is proposed again'),
      maturityEpochs: count('For stake to count'),
      closingWindowEpochs: count('In which a turn extends the vote'),
    }),
    obstacle: z
      .object({ code: count('Number'), error: text('Name'), meaning: text('In words') })
      .nullable()
      .meta({ description: 'Why it could not be put into action as things stand' }),
    attestations: z
      .object({ green: delegates, red: delegates, needed: count('Greens that it needs') })
      .nullable(),
    readiness: z
      .object({
        ready: delegates,
        seated: count('Ready ones with a seat'),
        seats: count('Seats'),
        neededBps: basisPoints('Part that must be ready'),
      })
      .nullable(),
    directive: z
      .object({
        assignee: address('Who does it'),
        percent: count('How far it is'),
        reportedEpoch: epoch('Last report').nullable(),
        evidenceHash: hash('Of the evidence').nullable(),
        accepted: z.array(address('Reviewer')),
        refused: z.array(address('Reviewer')),
      })
      .nullable(),
    enactment: z
      .object({
        epoch: epoch('When it was put into action'),
        fromEpoch: epoch('When it takes effect'),
        changes: z.array(
          z.object({
            name: text('Rule'),
            before: text('Value before'),
            after: text('Value after'),
          }),
        ),
        sunsetEpoch: epoch('When it goes back').nullable(),
        over: flag('Gone back'),
      })
      .nullable(),
  })
  .meta({ id: 'ProposalDetails' })

export const revision = z
  .object({
    revision: count('1 is the first'),
    height: height('Block'),
    epoch: epoch('Epoch of the block'),
    timeMs: timeMs('Time of the block'),
    transaction: hash('Transaction'),
    class: proposalClass,
    kind: proposalKind,
    title: text('Title'),
    text: text('Text, as Markdown'),
    payload,
    payloadBytes: bytes('The payload as it was sent'),
    root: hash('Of the content'),
    textHash: hash('Of the text'),
    payloadHash: hash('Of the payload'),
  })
  .meta({ id: 'Revision' })
