import { and, asc, eq, or, sql, sum } from 'drizzle-orm'
import { accounts, buckets, debts, delegates, events, grants, voters } from '#indexer/schema.ts'
import * as accountContract from '../contract/accounts.ts'
import * as bucketContract from '../contract/buckets.ts'
import type { ApiContext } from '../server/api-context.ts'
import { found } from '../server/api-problem.ts'
import { handle, handleList } from '../server/handler.ts'
import { readBallots } from './ballot-lists.ts'
import { findBucket, readBuckets } from './bucket-lists.ts'
import { readDelegateId } from './delegate-rows.ts'
import { readEvents } from './event-lists.ts'
import { readGrants } from './grant-lists.ts'
import { readAddress } from './read-parameters.ts'
import { orNull, viewAddress, viewDelegate, viewIoAddress, viewRau } from './view-values.ts'

const getAccount = handle(accountContract.getAccount, async ({ context, params }) => {
  const address = readAddress(params.address, 'address')
  const { drizzle } = context.database
  const [[account], [debt], related, votes] = await Promise.all([
    drizzle.select().from(accounts).where(eq(accounts.address, address)),
    drizzle
      .select({ openRau: sql<string>`coalesce(${sum(debts.openRau)}, 0)::text` })
      .from(debts)
      .where(eq(debts.reward, address)),
    drizzle
      .select()
      .from(delegates)
      .where(
        and(
          eq(delegates.retired, false),
          or(
            eq(delegates.owner, address),
            eq(delegates.operator, address),
            eq(delegates.reward, address),
          ),
        ),
      )
      .orderBy(asc(delegates.registration))
      .limit(100),
    drizzle
      .select({ delegate: voters.delegate, name: delegates.name, votesRau: voters.votesRau })
      .from(voters)
      .leftJoin(delegates, eq(delegates.id, voters.delegate))
      .where(eq(voters.owner, address))
      .orderBy(sql`${voters.votesRau} desc`, asc(voters.delegate))
      .limit(1_000),
  ])
  const refer = (row: typeof delegates.$inferSelect) => viewDelegate(row.id, row.name)
  const owns = related.find(({ owner }) => owner === address)
  const operates = related.find(({ operator }) => operator === address)
  return {
    address: viewAddress(address),
    ioAddress: viewIoAddress(address),
    balanceRau: viewRau(account?.balanceRau ?? 0n),
    nonce: account?.nonce ?? 0,
    unclaimedRau: viewRau(account?.unclaimedRau ?? 0n),
    owedRau: debt?.openRau ?? '0',
    stakedRau: viewRau(account?.stakedRau ?? 0n),
    votesRau: viewRau(votes.reduce((total, { votesRau }) => total + votesRau, 0n)),
    buckets: account?.buckets ?? 0,
    owns: orNull(owns ?? null, refer),
    operates: orNull(operates ?? null, refer),
    rewardOf: related.filter(({ reward }) => reward === address).map(refer),
    votesFor: votes.map(({ delegate, name, votesRau }) => ({
      delegate: viewDelegate(delegate, name),
      votesRau: viewRau(votesRau),
    })),
  }
})

const getAccountPower = handle(accountContract.getAccountPower, async ({ context, params }) => {
  const account = readAddress(params.address, 'address') as `0x${string}`
  const power = await context.cache.get(`power ${account}`, () =>
    context.client.getGovernancePower({ account }),
  )
  return {
    account: power.account,
    epoch: power.epoch,
    powerRau: viewRau(power.powerRau),
    excluded: power.excluded,
    classes: power.classes.map((one) => ({
      class: one.class,
      maturityEpochs: one.maturityEpochs,
      agedRau: viewRau(one.agedRau),
      totalRau: viewRau(one.totalRau),
      delegate: one.delegate,
    })),
  }
})

async function requireBucket(context: ApiContext, index: number) {
  return found(await findBucket(context, index), `there was never a bucket ${index}`)
}

export const ACCOUNT_ROUTES = [
  getAccount,
  getAccountPower,
  handleList(accountContract.listAccountBuckets, ({ context, params, query, page }) =>
    readBuckets(context, page, eq(buckets.owner, readAddress(params.address, 'address')), query),
  ),
  handleList(accountContract.listAccountEvents, ({ context, params, query, page }) => {
    const address = readAddress(params.address, 'address')
    return readEvents(context, page, [events.account, events.otherAccount], address, query)
  }),
  handleList(accountContract.listAccountRewards, ({ context, params, query, page }) =>
    readGrants(context, page, eq(grants.reward, readAddress(params.address, 'address')), query),
  ),
  handleList(accountContract.listAccountBallots, ({ context, params, page }) =>
    readBallots(context, page, { voter: readAddress(params.address, 'address') }),
  ),
  handleList(bucketContract.listBuckets, async ({ context, query, page }) => {
    const { owner, delegate } = query
    const id = delegate === undefined ? undefined : await readDelegateId(context, delegate)
    const of = and(
      owner === undefined ? undefined : eq(buckets.owner, readAddress(owner, 'owner')),
      id === undefined ? undefined : eq(buckets.delegate, id),
    )
    return readBuckets(context, page, of, query)
  }),
  handle(bucketContract.getBucket, ({ context, params }) => requireBucket(context, params.index)),
  handleList(bucketContract.listBucketEvents, async ({ context, params, query, page }) => {
    await requireBucket(context, params.index)
    return readEvents(context, page, [events.bucket], params.index, query)
  }),
]
