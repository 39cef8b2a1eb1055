import type { AnyHandler } from '../server/handler.ts'
import { ACCOUNT_ROUTES } from './account-routes.ts'
import { CHAIN_ROUTES } from './chain-routes.ts'
import { DELEGATE_ROUTES } from './delegate-routes.ts'
import { EPOCH_ROUTES } from './epoch-routes.ts'
import { FORUM_ROUTES } from './forum-routes.ts'
import { NETWORK_ROUTES } from './network-routes.ts'
import { OPERATION_ROUTES } from './operation-routes.ts'
import { PROPOSAL_ROUTES } from './proposal-routes.ts'
import { RANKING_ROUTES } from './ranking-routes.ts'
import { REWARD_ROUTES } from './reward-routes.ts'
import { RULE_ROUTES } from './rule-routes.ts'
import { SEARCH_ROUTES } from './search-routes.ts'
import { SESSION_ROUTES } from './session-routes.ts'

/** What answers each route of the contract. */
export const ALL_HANDLERS: readonly AnyHandler[] = [
  ...NETWORK_ROUTES,
  ...SEARCH_ROUTES,
  ...DELEGATE_ROUTES,
  ...RANKING_ROUTES,
  ...EPOCH_ROUTES,
  ...CHAIN_ROUTES,
  ...ACCOUNT_ROUTES,
  ...REWARD_ROUTES,
  ...PROPOSAL_ROUTES,
  ...RULE_ROUTES,
  ...FORUM_ROUTES,
  ...SESSION_ROUTES,
  ...OPERATION_ROUTES,
]
