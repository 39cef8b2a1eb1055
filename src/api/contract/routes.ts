import * as accounts from './accounts.ts'
import * as blocks from './blocks.ts'
import * as buckets from './buckets.ts'
import * as delegates from './delegates.ts'
import * as election from './election.ts'
import * as forum from './forum.ts'
import * as network from './network.ts'
import * as operations from './operations.ts'
import * as proposals from './proposals.ts'
import * as rewards from './rewards.ts'
import type { Route } from './route.ts'
import * as rules from './rules.ts'
import * as search from './search.ts'
import * as session from './session.ts'
import * as stream from './stream.ts'

/** Every route of the API, in the order of its documentation. */
export const ROUTES: readonly Route[] = [
  network,
  stream,
  search,
  delegates,
  election,
  blocks,
  accounts,
  buckets,
  rewards,
  proposals,
  rules,
  forum,
  session,
  operations,
].flatMap((module) => Object.values(module).filter(isRoute).toSorted(byAddress))

/** Loaders give the exports of a module in different orders. */
function byAddress(a: Route, b: Route): number {
  const [first, second] = [`${a.path} ${a.method}`, `${b.path} ${b.method}`]
  return first < second ? -1 : first > second ? 1 : 0
}

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'path' in value && 'answer' in value
}
