import * as contract from '../contract/operations.ts'
import { forwardRpc } from '../node/forward-rpc.ts'
import { handle } from '../server/handler.ts'

/** Blocks that the index may be behind and count as ready. */
const MAX_LAG_BLOCKS = 10

export const OPERATION_ROUTES = [
  handle(contract.getHealth, async () => ({ status: 'ok' as const })),
  handle(contract.getReady, async ({ context, reply }) => {
    const [database, node] = await Promise.all([
      context.database.query('select 1').then(
        () => true,
        () => false,
      ),
      context.node.status().then(
        ({ status, isReachable }) => (isReachable ? status.height : null),
        () => null,
      ),
    ])
    const indexHeight = context.watch.head()?.height ?? null
    const lagBlocks = node === null || indexHeight === null ? null : Math.max(0, node - indexHeight)
    const reasons = [
      database ? undefined : 'the database does not answer',
      node === null ? 'the node does not answer' : undefined,
      indexHeight === null ? 'the index has no block yet' : undefined,
      lagBlocks !== null && lagBlocks > MAX_LAG_BLOCKS
        ? `the index is ${lagBlocks} blocks behind the node`
        : undefined,
    ].filter((reason) => reason !== undefined)
    const ready = reasons.length === 0
    if (!ready) void reply.code(503)
    return {
      ready,
      database,
      node: node !== null,
      indexHeight,
      nodeHeight: node,
      lagBlocks,
      reasons,
    }
  }),
  handle(contract.getMetrics, async ({ context }) => context.metrics.render()),
  handle(contract.callRpc, async ({ context, body }) => forwardRpc(context.options, body)),
]
