import { and, eq, gte, lte } from 'drizzle-orm'
import { claims, grants } from '#indexer/schema.ts'
import * as contract from '../contract/rewards.ts'
import { handleList } from '../server/handler.ts'
import { byWhole, readKeyset } from '../server/keyset.ts'
import { readDelegateId } from './delegate-rows.ts'
import { readGrants } from './grant-lists.ts'
import { readAddress } from './read-parameters.ts'
import { viewAddress, viewRau } from './view-values.ts'

export const REWARD_ROUTES = [
  handleList(contract.listGrants, async ({ context, query, page }) => {
    const { delegate, reward } = query
    const id = delegate === undefined ? undefined : await readDelegateId(context, delegate)
    const of = and(
      id === undefined ? undefined : eq(grants.delegate, id),
      reward === undefined ? undefined : eq(grants.reward, readAddress(reward, 'reward')),
    )
    return readGrants(context, page, of, query)
  }),
  handleList(contract.listClaims, ({ context, query, page }) =>
    readKeyset(page, {
      sorts: { height: [byWhole(claims.eventId)] },
      read: ({ after, orderBy, limit, keys }) =>
        context.database.drizzle
          .select({ claim: claims, keys })
          .from(claims)
          .where(
            and(
              query.reward === undefined
                ? undefined
                : eq(claims.reward, readAddress(query.reward, 'reward')),
              query.by === undefined ? undefined : eq(claims.claimant, readAddress(query.by, 'by')),
              query.fromHeight === undefined ? undefined : gte(claims.height, query.fromHeight),
              query.toHeight === undefined ? undefined : lte(claims.height, query.toHeight),
              after,
            ),
          )
          .orderBy(...orderBy)
          .limit(limit),
      view: ({ claim }) => ({
        height: claim.height,
        timeMs: claim.timeMs,
        epoch: claim.epoch,
        transaction: claim.transactionHash,
        reward: viewAddress(claim.reward),
        by: viewAddress(claim.claimant),
        amountRau: viewRau(claim.amountRau),
      }),
    }),
  ),
]
