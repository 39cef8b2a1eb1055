import { and, desc, eq, gte, gt, like, lte, ne, type SQL, sql } from 'drizzle-orm'
import { toIoAddress } from '#base/io-address.ts'
import type { Drizzle } from '#indexer/database/database.ts'
import {
  activity,
  buckets,
  delegateEpochs,
  delegates,
  events,
  grants,
  profiles,
  ranking,
  seats,
  voters,
} from '#indexer/schema.ts'
import * as contract from '../contract/delegates.ts'
import type { Role } from '../contract/roles.ts'
import { handle, handleList } from '../server/handler.ts'
import { byAmount, byText, byWhole, readKeyset, reversed } from '../server/keyset.ts'
import { readBallots } from './ballot-lists.ts'
import { readBuckets } from './bucket-lists.ts'
import {
  delegateColumns,
  findDelegate,
  isRanked,
  readDelegateId,
  viewDelegateSummary,
  type DelegateRow,
} from './delegate-rows.ts'
import { readEvents } from './event-lists.ts'
import { readGrants } from './grant-lists.ts'
import { ownedBy } from './owned-delegate.ts'
import { escapeLike, looksLikeAddress, readAddress } from './read-parameters.ts'
import {
  asAddress,
  orNull,
  shareBps,
  viewAddress,
  viewDelegateOrNull,
  viewIoAddress,
  viewRau,
} from './view-values.ts'

const DELEGATE_SORTS = {
  rank: [byWhole(ranking.rank)],
  votes: [byAmount(ranking.votesRau), reversed(byWhole(delegates.registration))],
  name: [byText(delegates.name), byWhole(delegates.registration)],
  uptime: [
    byWhole(sql`coalesce(${delegates.uptimeBps}, -1)`),
    reversed(byWhole(delegates.registration)),
  ],
  selfStake: [byAmount(delegates.selfStakeRau), reversed(byWhole(delegates.registration))],
  // Who says nothing comes after everybody who does.
  commission: [
    byWhole(sql`coalesce(${delegates.epochCommissionBps}, 10001)`),
    byWhole(delegates.registration),
  ],
  registration: [byWhole(delegates.registration)],
} as const

const listDelegates = handleList(contract.listDelegates, ({ context, query, page }) =>
  readKeyset(page, {
    sorts: DELEGATE_SORTS,
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ delegate: delegateColumns, place: ranking, keys })
        .from(delegates)
        .innerJoin(ranking, isRanked())
        .where(
          and(
            eq(delegates.retired, query.retired ?? false),
            query.search === undefined ? undefined : contains(query.search),
            query.group === undefined ? undefined : eq(delegates.group, query.group),
            query.region === undefined ? undefined : eq(delegates.region, query.region),
            query.role === undefined ? undefined : hasRole(query.role),
            query.probation === undefined ? undefined : isOnProbation(query.probation),
            query.minSelfStake === undefined
              ? undefined
              : gte(delegates.selfStakeRau, sql`${query.minSelfStake}::numeric`),
            after,
          ),
        )
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ delegate, place }) => viewDelegateSummary(delegate, place),
  }),
)

const getDelegate = handle(contract.getDelegate, async ({ context, params }) => {
  const { delegate: row, place } = await findDelegate(context, params.delegate)
  const { drizzle } = context.database
  const [allVotesRau, [profile]] = await Promise.all([
    context.cache.get('votes of all delegates', () => sumVotes(drizzle)),
    drizzle
      .select()
      .from(profiles)
      .where(eq(profiles.delegate, row.id))
      .orderBy(desc(profiles.version))
      .limit(1),
  ])
  return {
    ...viewDelegateSummary(row, place),
    ioId: toIoAddress(asAddress(row.id)),
    consensusKey: row.consensusKey,
    blsKey: row.blsKey,
    validator: row.validator,
    selfStakeBucket: row.selfStakeBucket,
    exitHeight: row.exitHeight,
    activity: viewActivity(row),
    epochsServed: row.epochsServed,
    epochsUnproductive: row.epochsUnproductive,
    grantedRau: viewRau(row.grantedRau),
    registeredHeight: row.registeredHeight,
    profile: profile === undefined ? null : viewProfile(profile),
    profileVersions: row.profileVersion,
    voteShareBps: shareBps(row.votesRau, allVotesRau),
  }
})

const listProfiles = handleList(
  contract.listDelegateProfiles,
  async ({ context, params, page }) => {
    const id = await readDelegateId(context, params.delegate)
    return readKeyset(page, {
      sorts: { version: [byWhole(profiles.version)] },
      read: ({ after, orderBy, limit, keys }) =>
        context.database.drizzle
          .select({ profile: profiles, keys })
          .from(profiles)
          .where(and(eq(profiles.delegate, id), after))
          .orderBy(...orderBy)
          .limit(limit),
      view: ({ profile }) => viewProfile(profile),
    })
  },
)

const listEpochs = handleList(
  contract.listDelegateEpochs,
  async ({ context, params, query, page }) => {
    const id = await readDelegateId(context, params.delegate)
    const granted = sumGrants(context.database.drizzle, id)
    return readKeyset(page, {
      sorts: { epoch: [byWhole(delegateEpochs.epoch)] },
      read: ({ after, orderBy, limit, keys }) =>
        context.database.drizzle
          .select({
            epoch: delegateEpochs,
            seat: seats.producer,
            activity,
            blockRau: granted.blockRau,
            epochRau: granted.epochRau,
            foundationRau: granted.foundationRau,
            owedRau: granted.owedRau,
            keys,
          })
          .from(delegateEpochs)
          .leftJoin(seats, and(eq(seats.epoch, delegateEpochs.epoch), eq(seats.delegate, id)))
          .leftJoin(
            activity,
            and(eq(activity.epoch, delegateEpochs.epoch), eq(activity.delegate, id)),
          )
          .leftJoinLateral(granted, sql`true`)
          .where(
            and(
              eq(delegateEpochs.delegate, id),
              query.fromEpoch === undefined
                ? undefined
                : gte(delegateEpochs.epoch, query.fromEpoch),
              query.toEpoch === undefined ? undefined : lte(delegateEpochs.epoch, query.toEpoch),
              after,
            ),
          )
          .orderBy(...orderBy)
          .limit(limit),
      view: (row) => ({
        epoch: row.epoch.epoch,
        rank: row.epoch.rank,
        votesRau: viewRau(row.epoch.votesRau),
        effectiveVotesRau: viewRau(row.epoch.effectiveVotesRau),
        selfStakeRau: viewRau(row.epoch.selfStakeRau),
        buckets: row.epoch.buckets,
        voters: row.epoch.voters,
        probationEpochs: row.epoch.probationEpochs,
        eligible: row.epoch.eligible,
        seat: orNull(row.seat, (isProducer) => (isProducer ? 'producer' : 'verifier')),
        ...viewActivity(row.activity),
        unproductive: row.activity?.unproductive ?? false,
        blockRau: row.blockRau ?? '0',
        epochRau: row.epochRau ?? '0',
        foundationRau: row.foundationRau ?? '0',
        owedRau: row.owedRau ?? '0',
      }),
    })
  },
)

const listVoters = handleList(contract.listDelegateVoters, async ({ context, params, page }) => {
  const { delegate } = await findDelegate(context, params.delegate)
  const owned = ownedBy(voters.owner)
  return readKeyset(page, {
    sorts: {
      votes: [byAmount(voters.votesRau), reversed(byText(voters.owner))],
      owner: [byText(voters.owner)],
    },
    read: ({ after, orderBy, limit, keys }) =>
      context.database.drizzle
        .select({ voter: voters, owned: owned.id, ownedName: owned.name, keys })
        .from(voters)
        .where(and(eq(voters.delegate, delegate.id), after))
        .orderBy(...orderBy)
        .limit(limit),
    view: ({ voter, owned: id, ownedName: name }) => ({
      owner: viewAddress(voter.owner),
      ioOwner: viewIoAddress(voter.owner),
      delegate: viewDelegateOrNull(id, name),
      buckets: voter.buckets,
      amountRau: viewRau(voter.amountRau),
      votesRau: viewRau(voter.votesRau),
      shareBps: shareBps(voter.votesRau, delegate.votesRau),
      sinceEpoch: voter.sinceEpoch,
    }),
  })
})

export const DELEGATE_ROUTES = [
  listDelegates,
  getDelegate,
  listProfiles,
  listEpochs,
  listVoters,
  handleList(contract.listDelegateGrants, async ({ context, params, query, page }) => {
    const id = await readDelegateId(context, params.delegate)
    return readGrants(context, page, eq(grants.delegate, id), query)
  }),
  handleList(contract.listDelegateBuckets, async ({ context, params, query, page }) => {
    const id = await readDelegateId(context, params.delegate)
    return readBuckets(context, page, eq(buckets.delegate, id), query)
  }),
  handleList(contract.listDelegateBallots, async ({ context, params, page }) => {
    const { delegate } = await findDelegate(context, params.delegate)
    return readBallots(context, page, { voter: delegate.owner })
  }),
  handleList(contract.listDelegateEvents, async ({ context, params, query, page }) => {
    const id = await readDelegateId(context, params.delegate)
    return readEvents(context, page, [events.delegate, events.otherDelegate], id, query)
  }),
]

function contains(search: string): SQL {
  const words = looksLikeAddress(search) ? readAddress(search, 'search') : search.toLowerCase()
  return like(delegates.searchText, `%${escapeLike(words)}%`)
}

function hasRole(role: Role): SQL | undefined {
  switch (role) {
    case 'standby':
      return and(eq(ranking.role, 'none'), eq(ranking.eligible, true))
    case 'none':
      return and(eq(ranking.role, 'none'), eq(ranking.eligible, false))
    default:
      return eq(ranking.role, role)
  }
}

function isOnProbation(wanted: boolean): SQL {
  return wanted ? gt(delegates.probationEpochs, 0) : eq(delegates.probationEpochs, 0)
}

async function sumVotes(drizzle: Drizzle): Promise<bigint> {
  const [sum] = await drizzle
    .select({ votesRau: sql<string>`coalesce(sum(${delegates.votesRau}), 0)::text` })
    .from(delegates)
  return BigInt(sum?.votesRau ?? 0)
}

/** Sums of a delegate’s grants of the epoch of a row of `delegateEpochs`, one for each kind. */
function sumGrants(drizzle: Drizzle, id: string) {
  const sumOf = (kind: 'block' | 'epoch' | 'foundation') =>
    sql<string>`coalesce(sum(${grants.amountRau}) filter (where ${grants.kind} = ${kind}), 0)::text`
  return drizzle
    .select({
      blockRau: sumOf('block').as('block_rau'),
      epochRau: sumOf('epoch').as('epoch_rau'),
      foundationRau: sumOf('foundation').as('foundation_rau'),
      owedRau: sql<string>`coalesce(sum(${grants.owedRau}), 0)::text`.as('owed_rau'),
    })
    .from(grants)
    .where(
      and(
        eq(grants.delegate, id),
        eq(grants.epoch, delegateEpochs.epoch),
        ne(grants.kind, 'community'),
      ),
    )
    .as('granted')
}

function viewActivity(
  counts: Pick<DelegateRow, 'produced' | 'missed' | 'signed' | 'absent'> | null,
) {
  const { produced = 0, missed = 0, signed = 0, absent = 0 } = counts ?? {}
  return { produced, missed, signed, absent }
}

function viewProfile(row: typeof profiles.$inferSelect) {
  return {
    version: row.version,
    height: row.height,
    timeMs: row.timeMs,
    epoch: row.epoch,
    transaction: row.transactionHash,
    displayName: row.displayName,
    group: row.group,
    website: row.website,
    region: row.region,
    logoHash: row.logoHash,
    textHash: row.textHash,
    links: [...row.links],
    blockCommissionBps: row.blockCommissionBps,
    epochCommissionBps: row.epochCommissionBps,
    bonusCommissionBps: row.bonusCommissionBps,
  }
}
