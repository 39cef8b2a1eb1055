import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import type { JsonObject } from './backend.ts'
import type { GovernanceQueries, ProposalRecord } from './governance-records.ts'

function proposalOf(id: number, proposer: Address): Proposal {
  return {
    id,
    proposer,
    class: 'policy',
    kind: 'policy',
    short: false,
    state: id === 1 ? 'defeated' : 'voting',
    title: `Proposal ${id}`,
    revision: 1,
    payloadRevision: 1,
    root: new Uint8Array(32).fill(1),
    textHash: new Uint8Array(32).fill(2),
    payloadHash: new Uint8Array(32).fill(3),
    depositRau: id === 1 ? 0n : coins(100),
    submittedEpoch: 1,
    revisedEpoch: 1,
    qualifiedEpoch: 2,
    maturityEpochs: 1,
    totalRau: coins(1_000),
    pastTurnoutBps: 0,
    openedEpoch: 3,
    voteEndEpoch: 5,
    extendedEpochs: 0,
    confirmedEpoch: 0,
    timelockEndEpoch: 0,
    dueEpoch: 0,
    changedEpoch: 3,
    overdue: false,
  }
}

function recordOf(proposal: Proposal): ProposalRecord {
  return {
    proposal,
    live: proposal.state === 'voting',
    support: {
      supportRau: coins(20),
      supporters: 2,
      totalRau: coins(1_000),
      quorumBps: 200,
      neededRau: coins(20),
      neededSupporters: 1,
    },
    vote: {
      yesRau: coins(75),
      noRau: coins(25),
      abstainRau: coins(50),
      ballots: 1,
      totalRau: coins(1_000),
      quorumBps: 1_000,
      approvalBps: 5_000,
      quorumMode: 'turnout',
      passes: true,
      reason: 'majority',
      lateFlip: false,
      extendedEpochs: 0,
      counted: 0,
      delegations: 0,
      delegationsDone: 0,
    },
    next: { step: 'vote-ends', epoch: 5, latestEpoch: undefined, done: false },
    payload: {
      kind: 'policy',
      sets: [{ name: 'epochRewardRau', expected: '2', value: '1' }],
      sunsetEpochs: 0,
    },
    terms: {
      supportWindowEpochs: 28,
      debateEpochs: 1,
      noticeEpochs: 1,
      votingEpochs: 2,
      timelockEpochs: 2,
      graceEpochs: 14,
      cooldownEpochs: 2,
      maturityEpochs: 1,
      closingWindowEpochs: 1,
    },
    steps: [{ step: 'submitted', epoch: 1, latestEpoch: undefined, done: true }],
    obstacle: undefined,
    attestations: undefined,
    readiness: undefined,
    directive: undefined,
    enactment: undefined,
  }
}

const NO_HASH = `0x${'00'.repeat(32)}`

/** In the form of a proof, and true of nothing. */
export function fakeCollectionProof(collection: string): JsonObject {
  return {
    module: 'governance',
    collection,
    slots: 1,
    positional: false,
    treeRoot: NO_HASH,
    collectionRoots: [NO_HASH],
    collectionIndex: 0,
    moduleRoots: [NO_HASH],
    moduleIndex: 0,
  }
}

export function fakeRecordProof(collection: string, key: string | number): JsonObject {
  const word = typeof key === 'number' ? `0x0${key}` : key
  return { ...fakeCollectionProof(collection), key: word, value: '0x01', slot: 0, siblings: [] }
}

/** Two proposals that never change: the first one is over, the second is voted on. */
export function createFakeGovernance(account: Address): GovernanceQueries {
  const records = [proposalOf(2, account), proposalOf(1, account)].map(recordOf)
  const find = (id: number) => records.find(({ proposal }) => proposal.id === id)
  const cut = <T>(items: readonly T[], page: { offset: number; limit: number }) => ({
    total: items.length,
    items: items.slice(page.offset, page.offset + page.limit),
  })
  return {
    proposals: (filter, page) =>
      cut(
        records.filter(
          ({ proposal, live }) =>
            (filter.live !== true || live) &&
            (filter.class ?? proposal.class) === proposal.class &&
            (filter.proposer ?? proposal.proposer) === proposal.proposer &&
            (filter.states?.includes(proposal.state) ?? true),
        ),
        page,
      ),
    proposal: find,
    proposalBallots: (id, page) =>
      find(id) &&
      cut(
        [
          {
            ballot: { voter: account, yesBps: 5_000, noBps: 1_000, ownRau: coins(150), nonce: 7n },
            delegatedRau: 0n,
          },
        ],
        page,
      ),
    proposalSupports: (id, page) =>
      find(id) &&
      cut(
        [
          {
            support: { account, revision: 1, payloadRevision: 1, editorial: true },
            counts: true,
            powerRau: id === 1 ? undefined : coins(20),
          },
        ],
        page,
      ),
    governancePower: (of) => ({
      account: of,
      epoch: 3,
      powerRau: coins(150),
      excluded: false,
      classes: [
        {
          class: 'policy',
          maturityEpochs: 1,
          agedRau: coins(150),
          totalRau: coins(1_000),
          delegate: undefined,
        },
      ],
    }),
    voteKeys: (_, of) => ({
      power: of,
      delegation: undefined,
      delegatedPower: undefined,
      ballot: 4,
    }),
    treasury: (page) => ({
      balanceRau: coins(5),
      owedRau: 0n,
      sharePermille: 50,
      streams: cut(
        [
          {
            stream: 0,
            record: {
              proposal: 1,
              to: account,
              perEpochRau: coins(1),
              epochsLeft: 3,
              owedRau: 0n,
              paidRau: coins(2),
            },
            isHeld: false,
          },
        ],
        page,
      ),
    }),
    softwareVersion: () => ({
      current: { version: 1, proposal: 0, bundleRoot: new Uint8Array(32), fromEpoch: 1 },
      next: undefined,
    }),
  }
}
