import { defineMethod, type Method, required } from '../method.ts'
import { searchLogs } from '../log-search.ts'
import { type ParameterType } from '../method.ts'
import { mustBe } from '../parameters/read-value.ts'
import { logFilter } from '../parameters/request-types.ts'
import { FLAG, HASH, listOf, QUANTITY, reference } from '../schemas.ts'
import { viewLog } from '../views/log-view.ts'
import type { Hex } from '#base/hex.ts'

const LOGS = listOf(reference('Log'))
const FILTER = required('filter', logFilter, 'what logs are wanted')

/** Ids are 16 random bytes, so that nobody reads the filters of others. */
export const subscriptionId: ParameterType<Hex> = {
  schema: { type: 'string', pattern: '^0x[0-9a-f]{32}$' },
  read: (value, name) => {
    if (typeof value !== 'string' || value.length > 66 || !/^0x[0-9a-f]+$/.test(value)) {
      throw mustBe(name, 'an id as it was given out', value)
    }
    return value as Hex
  },
}

const FILTER_ID = required('id', subscriptionId, 'id of the filter')

/** Logs and filters. */
export const LOG_METHODS: readonly Method[] = [
  defineMethod({
    name: 'eth_getLogs',
    summary: 'Logs by range of blocks (or one block’s hash), address and topics.',
    description:
      'At most 10,000 blocks and 10,000 logs at once; the error says which part to ask for first. Without bounds: the latest block. Logs of a block itself (grants, elections) are there, too, in its system transaction.',
    parameters: [FILTER],
    result: LOGS,
    run: async ({ backend, limits }, [filter]) =>
      (await searchLogs(backend, limits, filter)).map(viewLog),
  }),
  defineMethod({
    name: 'eth_newFilter',
    summary: 'Makes a filter that gives new logs at each eth_getFilterChanges.',
    parameters: [FILTER],
    result: QUANTITY,
    run: ({ filters }, [filter]) => filters.addLogs(filter),
  }),
  defineMethod({
    name: 'eth_newBlockFilter',
    summary: 'Makes a filter that gives hashes of new blocks.',
    result: QUANTITY,
    run: ({ filters }) => filters.addBlocks(),
  }),
  defineMethod({
    name: 'eth_newPendingTransactionFilter',
    summary: 'Makes a filter that gives hashes of transactions as they come into the pool.',
    result: QUANTITY,
    run: ({ filters }) => filters.addPending(),
  }),
  defineMethod({
    name: 'eth_getFilterChanges',
    summary: 'What is new since the last call: logs or hashes.',
    description:
      'A filter that nobody asks for 5 minutes is removed. One call gives at most 10,000 blocks or logs; the next goes on from there.',
    parameters: [FILTER_ID],
    result: { type: 'array', items: { oneOf: [HASH, reference('Log')] } },
    run: ({ filters }, [id]) => filters.changes(id),
  }),
  defineMethod({
    name: 'eth_getFilterLogs',
    summary: 'All logs of a log filter, as eth_getLogs gives them.',
    parameters: [FILTER_ID],
    result: LOGS,
    run: ({ filters }, [id]) => filters.logs(id),
  }),
  defineMethod({
    name: 'eth_uninstallFilter',
    summary: 'Removes a filter; false when there is none.',
    parameters: [FILTER_ID],
    result: FLAG,
    run: ({ filters }, [id]) => filters.remove(id),
  }),
]
