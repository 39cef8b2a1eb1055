import { defineMethod, type Method } from '../method.ts'
import { createOpenRpc } from '../openrpc.ts'

/** What the server can do, for programs. */
export const DISCOVERY_METHODS: readonly Method[] = [
  defineMethod({
    name: 'rpc_modules',
    summary: 'Families of methods with their version.',
    result: { type: 'object', additionalProperties: { type: 'string' } },
    run: ({ methods }) => {
      const families: Record<string, string> = {}
      for (const name of methods.keys()) families[name.slice(0, name.indexOf('_'))] = '1.0'
      return families
    },
  }),
  defineMethod({
    name: 'rpc_discover',
    summary: 'This interface as an OpenRPC document.',
    result: { type: 'object' },
    run: ({ methods, backend }) => createOpenRpc([...methods.values()], backend.clientVersion),
  }),
]
