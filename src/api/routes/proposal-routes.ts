import { and, asc, desc, eq, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import {
  ballots,
  delegates,
  proposalRevisions,
  proposals,
  proposalSupports,
  proposalTransitions,
  ranking,
} from '#indexer/schema.ts'
import type { ProposalReason, ProposalState } from '#sdk/governance/names.ts'
import * as contract from '../contract/proposals.ts'
import type { payload as payloadSchema } from '../contract/proposal-fields.ts'
import type { ApiContext } from '../server/api-context.ts'
import { found } from '../server/api-problem.ts'
import { handle, handleList } from '../server/handler.ts'
import { byAmount, byText, byWhole, readKeyset, reversed } from '../server/keyset.ts'
import { outer } from '../server/outer-column.ts'
import { readBallots } from './ballot-lists.ts'
import { isRanked, readDelegateId, roleOf } from './delegate-rows.ts'
import { ownedBy } from './owned-delegate.ts'
import { proposalColumns, viewDetails, viewImpact, viewProposal } from './proposal-view.ts'
import { escapeLike, readAddress } from './read-parameters.ts'
import { viewAddress, viewDelegate, viewDelegateOrNull, viewRau } from './view-values.ts'

type Payload = z.output<typeof payloadSchema>

const listProposals = handleList(contract.listProposals, ({ context, query, page }) => {
  const owned = ownedBy(proposals.proposer)
  return readKeyset(page, {
    sorts: {
      id: [byWhole(proposals.id)],
      changed: [byWhole(proposals.changedEpoch), byWhole(proposals.id)],
      support: [byAmount(proposals.supportRau), byWhole(proposals.id)],
      ballots: [byWhole(proposals.ballots), byWhole(proposals.id)],
    },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ proposal: proposalColumns, delegate: owned.id, delegateName: owned.name, keys })
        .from(proposals)
        .where(
          and(
            query.state === undefined ? undefined : eq(proposals.state, query.state),
            query.class === undefined ? undefined : eq(proposals.class, query.class),
            query.kind === undefined ? undefined : eq(proposals.kind, query.kind),
            query.live === undefined ? undefined : eq(proposals.live, query.live),
            query.proposer === undefined
              ? undefined
              : eq(proposals.proposer, readAddress(query.proposer, 'proposer')),
            query.search === undefined ? undefined : contains(query.search),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ proposal, delegate, delegateName }) => viewProposal(proposal, delegate, delegateName),
  })
})

const getProposal = handle(contract.getProposal, async ({ context, params }) => {
  const owned = ownedBy(proposals.proposer)
  const { drizzle } = context.database
  const [[row], [revision], node] = await Promise.all([
    drizzle
      .select({ proposal: proposalColumns, delegate: owned.id, delegateName: owned.name })
      .from(proposals)
      .where(eq(proposals.id, params.id)),
    drizzle
      .select({ text: proposalRevisions.text, payload: proposalRevisions.payload })
      .from(proposalRevisions)
      .where(eq(proposalRevisions.proposal, params.id))
      .orderBy(desc(proposalRevisions.revision))
      .limit(1),
    context.cache
      .get(`proposal ${params.id}`, () => context.client.getProposal({ proposal: params.id }))
      .catch(() => undefined),
  ])
  const { proposal, delegate, delegateName } = found(row, noProposal(params.id))
  return {
    ...viewProposal(proposal, delegate, delegateName),
    text: revision?.text ?? '',
    payload: revision?.payload as unknown as Payload,
    details: node === undefined ? null : viewDetails(node),
  }
})

const listRevisions = handleList(contract.listProposalRevisions, async (call) => {
  const { context, params, page } = call
  await requireProposal(context, params.id)
  return readKeyset(page, {
    sorts: { revision: [byWhole(proposalRevisions.revision)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ revision: proposalRevisions, keys })
        .from(proposalRevisions)
        .where(and(eq(proposalRevisions.proposal, params.id), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ revision }) => ({
      revision: revision.revision,
      height: revision.height,
      epoch: revision.epoch,
      timeMs: revision.timeMs,
      transaction: revision.transactionHash,
      class: revision.class,
      kind: revision.kind,
      title: revision.title,
      text: revision.text,
      payload: revision.payload as unknown as Payload,
      payloadBytes: revision.payloadBytes,
      root: revision.root,
      textHash: revision.textHash,
      payloadHash: revision.payloadHash,
    }),
  })
})

const listSupports = handleList(contract.listProposalSupports, async (call) => {
  const { context, params, query, page } = call
  await requireProposal(context, params.id)
  const { account, counts } = query
  const owned = ownedBy(proposalSupports.account)
  return readKeyset(page, {
    sorts: {
      power: [byAmount(proposalSupports.powerRau), reversed(byText(proposalSupports.account))],
      account: [byText(proposalSupports.account)],
    },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ support: proposalSupports, delegate: owned.id, name: owned.name, keys })
        .from(proposalSupports)
        .where(
          and(
            eq(proposalSupports.proposal, params.id),
            counts === undefined ? undefined : eq(proposalSupports.counts, counts),
            account === undefined
              ? undefined
              : eq(proposalSupports.account, readAddress(account, 'account')),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ support, delegate, name }) => ({
      account: viewAddress(support.account),
      delegate: viewDelegateOrNull(delegate, name),
      revision: support.revision,
      editorial: support.editorial,
      counts: support.counts,
      powerRau: viewRau(support.powerRau),
      height: support.height,
      timeMs: support.timeMs,
      epoch: support.epoch,
      transaction: support.transactionHash,
      withdrawn: support.withdrawn,
    }),
  })
})

const listTransitions = handleList(contract.listProposalTransitions, async (call) => {
  const { context, params, page } = call
  await requireProposal(context, params.id)
  const place = sql<number>`(select count(*) from ${proposalTransitions} earlier
    where earlier.proposal = ${outer(proposalTransitions.proposal)}
    and earlier.event_id < ${outer(proposalTransitions.eventId)})::integer`
  return readKeyset(page, {
    sorts: { place: [byWhole(proposalTransitions.eventId)] },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ transition: proposalTransitions, place, keys })
        .from(proposalTransitions)
        .where(and(eq(proposalTransitions.proposal, params.id), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ transition, place: number }) => ({
      place: number,
      height: transition.height,
      epoch: transition.epoch,
      timeMs: transition.timeMs,
      from: transition.from as ProposalState | null,
      to: transition.to as ProposalState,
      reason: transition.reason as ProposalReason,
      transaction: transition.transactionHash,
    }),
  })
})

const listNonVoters = handleList(contract.listProposalNonVoters, async (call) => {
  const { context, params, page } = call
  await requireProposal(context, params.id)
  const { drizzle } = context.database
  const ballot = drizzle
    .select({ voter: ballots.voter })
    .from(ballots)
    .where(and(eq(ballots.proposal, params.id), eq(ballots.voter, delegates.owner)))
  return readKeyset(page, {
    sorts: { votes: [byAmount(ranking.votesRau), reversed(byWhole(delegates.registration))] },
    read: ({ after, orderBy, limit, keys }) =>
      drizzle
        .select({ delegate: delegates, place: ranking, keys })
        .from(delegates)
        .innerJoin(ranking, isRanked())
        .where(and(eq(delegates.retired, false), notExists(ballot), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ delegate, place }) => ({
      delegate: viewDelegate(delegate.id, delegate.name),
      owner: viewAddress(delegate.owner),
      rank: place.rank,
      role: roleOf(place),
      votesRau: viewRau(delegate.votesRau),
    }),
  })
})

const getImpact = handle(contract.getProposalImpact, async ({ context, params, query }) => {
  await requireProposal(context, params.id)
  const { account, delegate, epochs } = query
  const parts = {
    ...(account === undefined ? {} : { account: readAddress(account, 'account') as `0x${string}` }),
    ...(delegate === undefined ? {} : { delegate: await readDelegateId(context, delegate) }),
    ...(epochs === undefined ? {} : { epochs }),
  }
  const node = await context.cache.get(`impact ${params.id} ${JSON.stringify(parts)}`, () =>
    context.client.getProposalImpact({ proposal: params.id, ...parts }),
  )
  return viewImpact(params.id, node)
})

export const PROPOSAL_ROUTES = [
  listProposals,
  getProposal,
  listRevisions,
  listSupports,
  handleList(contract.listProposalBallots, async ({ context, params, query, page }) => {
    await requireProposal(context, params.id)
    const { choice, voter } = query
    return readBallots(context, page, {
      proposal: params.id,
      choice,
      voter: voter === undefined ? undefined : readAddress(voter, 'voter'),
    })
  }),
  listTransitions,
  listNonVoters,
  getImpact,
]

async function requireProposal({ database }: ApiContext, id: number): Promise<void> {
  const [row] = await database.drizzle
    .select({ id: proposals.id })
    .from(proposals)
    .where(eq(proposals.id, id))
    .orderBy(asc(proposals.id))
  found(row, noProposal(id))
}

function noProposal(id: number): string {
  return `there is no proposal ${id}`
}

/** Words of title and text, or a part of the title. */
function contains(search: string): SQL | undefined {
  return or(
    sql`to_tsvector('simple', ${proposals.searchText}) @@ plainto_tsquery('simple', ${search})`,
    sql`lower(${proposals.title}) like ${`%${escapeLike(search.toLowerCase())}%`}`,
  )
}
