import { must } from '#base/assert.ts'
import { defineMethod, type Method, optional, type ParameterType, required } from '../method.ts'
import { invalidParams } from '../errors.ts'
import { mustBe } from '../parameters/read-value.ts'
import { logFilter } from '../parameters/request-types.ts'
import { FLAG, QUANTITY } from '../schemas.ts'
import type { Topic } from '../subscriptions.ts'
import { subscriptionId } from './log-methods.ts'

const KINDS = ['newHeads', 'logs', 'newPendingTransactions', 'syncing'] as const

const kind: ParameterType<(typeof KINDS)[number]> = {
  schema: { type: 'string', enum: KINDS },
  read: (value, name) => {
    const found = KINDS.find((one) => one === value)
    if (found === undefined) throw mustBe(name, `one of ${KINDS.join(', ')}`, value)
    return found
  },
}

/** The second parameter: a filter for logs, a flag for pending transactions. Which one is known only with the first. */
const details: ParameterType<unknown> = {
  schema: { oneOf: [logFilter.schema, { type: 'boolean' }] },
  read: (value) => value,
}

function readTopic(of: (typeof KINDS)[number], given: unknown): Topic {
  switch (of) {
    case 'logs': {
      const filter = logFilter.read(given ?? {}, 'filter')
      if (
        filter.blockHash !== undefined ||
        filter.fromBlock !== undefined ||
        filter.toBlock !== undefined
      ) {
        throw invalidParams(
          "invalid parameter 'filter': a subscription is for new logs, without fromBlock, toBlock and blockHash",
        )
      }
      return { kind: of, filter }
    }
    case 'newPendingTransactions':
      if (given !== undefined && typeof given !== 'boolean') {
        throw mustBe('fullTransactions', 'true or false', given)
      }
      return { kind: of, isFull: given ?? false }
    case 'newHeads':
    case 'syncing':
      if (given !== undefined) throw invalidParams(`${of} takes no further parameter`)
      return { kind: of }
  }
}

/** Notifications over a WebSocket. */
export const SUBSCRIPTION_METHODS: readonly Method[] = [
  defineMethod({
    name: 'eth_subscribe',
    summary:
      'Asks for notifications (eth_subscription) of new blocks, logs or pending transactions.',
    description:
      'Ends with eth_unsubscribe or the connection. A reader that is too slow is cut off, so that nobody misses anything unnoticed.',
    parameters: [
      required('kind', kind, 'of what'),
      optional(
        'details',
        details,
        'for logs a filter; for newPendingTransactions true for whole transactions',
      ),
    ],
    result: QUANTITY,
    only: 'websocket',
    run: ({ subscriptions, subscriber }, [of, given]) =>
      subscriptions.add(must(subscriber, 'a subscriber'), readTopic(of, given)),
  }),
  defineMethod({
    name: 'eth_unsubscribe',
    summary: 'Ends a subscription of this connection; false when there is none.',
    parameters: [required('id', subscriptionId, 'id of the subscription')],
    result: FLAG,
    only: 'websocket',
    run: ({ subscriptions, subscriber }, [id]) =>
      subscriptions.remove(must(subscriber, 'a subscriber'), id),
  }),
]
