import { explainAbsent } from './absent-methods.ts'
import { BLOCK_METHODS } from './block-methods.ts'
import { BOULE_METHODS } from './boule-methods.ts'
import { BUNDLE_METHODS } from './bundle-methods.ts'
import { CALL_METHODS } from './call-methods.ts'
import { DEV_METHODS } from './dev-methods.ts'
import { DISCOVERY_METHODS } from './discovery-methods.ts'
import { GOVERNANCE_METHODS } from './governance-methods.ts'
import { GOVERNANCE_PROOF_METHODS } from './governance-proof-methods.ts'
import { IMPACT_METHODS } from './impact-methods.ts'
import { INDEX_METHODS } from './index-methods.ts'
import { LOG_METHODS } from './log-methods.ts'
import { NODE_METHODS } from './node-methods.ts'
import { POOL_METHODS } from './pool-methods.ts'
import { STATE_METHODS } from './state-methods.ts'
import { SUBSCRIPTION_METHODS } from './subscription-methods.ts'
import { TRANSACTION_METHODS } from './transaction-methods.ts'
import type { RpcFault } from '../errors.ts'
import type { Method } from '../method.ts'

/** Every method there is: dispatch, OpenRPC and the reference are made from this one table. */
export const ALL_METHODS: readonly Method[] = [
  ...NODE_METHODS,
  ...BLOCK_METHODS,
  ...TRANSACTION_METHODS,
  ...STATE_METHODS,
  ...CALL_METHODS,
  ...LOG_METHODS,
  ...SUBSCRIPTION_METHODS,
  ...POOL_METHODS,
  ...BOULE_METHODS,
  ...INDEX_METHODS,
  ...GOVERNANCE_METHODS,
  ...GOVERNANCE_PROOF_METHODS,
  ...IMPACT_METHODS,
  ...BUNDLE_METHODS,
  ...DISCOVERY_METHODS,
  ...DEV_METHODS,
]

/** What a server serves, by name. */
export function selectMethods(isDev: boolean): ReadonlyMap<string, Method> {
  const methods = new Map<string, Method>()
  for (const method of ALL_METHODS) {
    if (method.only !== 'dev' || isDev) methods.set(method.name, method)
  }
  return methods
}

/** The error for a method that is not among `served`. */
export function methodMissing(name: string, served: ReadonlyMap<string, Method>): RpcFault {
  const known = ALL_METHODS.find((method) => method.name === name)
  return explainAbsent(name, served.get(name)?.only === 'websocket', known?.only === 'dev')
}
