import type { JsonObject } from './backend.ts'
import { RPC_ERRORS } from './errors.ts'
import type { Method } from './method.ts'
import { BOULE_SCHEMAS } from './boule-schemas.ts'
import { GOVERNANCE_SCHEMAS } from './governance-schemas.ts'
import { IMPACT_SCHEMAS } from './impact/impact-schemas.ts'
import { ETHEREUM_SCHEMAS } from './schemas.ts'

const OPENRPC_VERSION = '1.3.2'

/** The schemas that `$ref` names. */
export const SHARED_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  ...ETHEREUM_SCHEMAS,
  ...BOULE_SCHEMAS,
  ...GOVERNANCE_SCHEMAS,
  ...IMPACT_SCHEMAS,
}

/** The OpenRPC document of the given methods. */
export function createOpenRpc(methods: readonly Method[], clientVersion: string): JsonObject {
  return {
    openrpc: OPENRPC_VERSION,
    info: {
      title: 'Boule JSON-RPC',
      description:
        'Ethereum JSON-RPC and the boule_ namespace. Amounts are in Rau (10^-18 coin): hex quantities in Ethereum’s methods, decimal strings in boule_ methods.',
      version: clientVersion.split('/')[1] ?? clientVersion,
      license: { name: 'Apache-2.0' },
    },
    methods: methods.map(describeMethod),
    components: {
      schemas: SHARED_SCHEMAS,
      errors: Object.fromEntries(
        Object.entries(RPC_ERRORS).map(([key, { code, meaning }]) => [
          key,
          { code, message: meaning },
        ]),
      ),
    },
  }
}

function describeMethod(method: Method): JsonObject {
  return {
    name: method.name,
    summary: method.summary,
    ...(method.description === undefined ? {} : { description: method.description }),
    ...(method.only === undefined ? {} : { tags: [{ name: method.only }] }),
    paramStructure: 'by-position',
    params: method.parameters.map((parameter) => ({
      name: parameter.name,
      summary: parameter.summary,
      required: parameter.required,
      schema: parameter.type.schema,
    })),
    result: { name: 'result', schema: method.result },
    errors: Object.keys(RPC_ERRORS).map((key) => ({ $ref: `#/components/errors/${key}` })),
  }
}
