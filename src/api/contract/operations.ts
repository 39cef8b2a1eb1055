import { z } from 'zod'
import { count, flag, height, text } from './fields.ts'
import { defineRead, defineWrite } from './route.ts'

export const getHealth = defineRead({
  id: 'getHealth',
  path: '/health',
  tag: 'operations',
  summary: 'The process answers.',
  answer: z.object({ status: z.literal('ok') }).meta({ id: 'Health' }),
})

export const getReady = defineRead({
  id: 'getReady',
  path: '/ready',
  tag: 'operations',
  summary: 'Database, index and node work; status 503 when not.',
  answer: z
    .object({
      ready: flag('All is well'),
      database: flag('The database answers'),
      node: flag('The node answers'),
      indexHeight: height('Newest block of the index').nullable(),
      nodeHeight: height('Newest block of the node').nullable(),
      lagBlocks: count('Blocks in between').nullable(),
      reasons: z.array(text('What is not well')),
    })
    .meta({ id: 'Ready' }),
})

export const getMetrics = defineRead({
  id: 'getMetrics',
  path: '/metrics',
  tag: 'operations',
  summary: 'Figures for Prometheus.',
  type: 'text/plain',
  answer: z.string(),
})

/** What a wallet and the portal need of the node. Nothing that steers it, and nothing that searches its whole history. */
export const RPC_METHODS: readonly string[] = [
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'eth_syncing',
  'net_version',
  'web3_clientVersion',
  'boule_bucket',
  'boule_buckets',
  'boule_delegate',
  'boule_delegates',
  'boule_epoch',
  'boule_governancePower',
  'boule_nextSet',
  'boule_projectedSet',
  'boule_proof',
  'boule_proposal',
  'boule_proposalBallots',
  'boule_proposalSupports',
  'boule_proposals',
  'boule_randomness',
  'boule_ranking',
  'boule_rewards',
  'boule_rules',
  'boule_schedule',
  'boule_settlement',
  'boule_softwareVersion',
  'boule_status',
  'boule_treasury',
  'boule_weights',
]

/** Requests of one batch. */
export const MAX_RPC_BATCH = 50

const rpcRequest = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(100), z.number(), z.null()]).optional(),
  method: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'One of the examples; others are refused', examples: [...RPC_METHODS] }),
  params: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
})

export const callRpc = defineWrite({
  id: 'callRpc',
  method: 'POST',
  path: '/rpc',
  tag: 'operations',
  summary: 'JSON-RPC of the node: the methods that a wallet and this portal need.',
  body: z
    .union([rpcRequest, z.array(rpcRequest).min(1).max(MAX_RPC_BATCH)])
    .meta({ id: 'RpcRequest' }),
  answer: z.unknown().meta({ description: 'What the node answers' }),
})
