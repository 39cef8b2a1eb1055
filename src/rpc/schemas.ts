import type { JsonObject } from './backend.ts'

/** JSON Schemas of results, for the OpenRPC document. */

export const QUANTITY = { title: 'quantity', type: 'string', pattern: '^0x(0|[1-9a-f][0-9a-f]*)$' }
export const HASH = { title: 'hash', type: 'string', pattern: '^0x[0-9a-f]{64}$' }
export const ADDRESS = { title: 'address', type: 'string', pattern: '^0x[0-9a-f]{40}$' }
export const BYTES = { title: 'bytes', type: 'string', pattern: '^0x([0-9a-f]{2})*$' }
export const BASE64 = { title: 'base64', type: 'string', contentEncoding: 'base64' }
export const TEXT = { title: 'text', type: 'string' }
export const FLAG = { title: 'flag', type: 'boolean' }
export const WHOLE = { title: 'whole number', type: 'integer' }
/** Rau in decimal digits: may exceed what a JSON number holds. */
export const AMOUNT = { title: 'amount in Rau', type: 'string', pattern: '^(0|[1-9][0-9]*)$' }

export function nullable(schema: JsonObject): JsonObject {
  return { oneOf: [schema, { type: 'null' }] }
}

export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items }
}

/** An object with these members, all of them present, and perhaps the others. */
export function objectOf(
  present: Readonly<Record<string, JsonObject>>,
  perhaps: Readonly<Record<string, JsonObject>> = {},
): JsonObject {
  return {
    type: 'object',
    properties: { ...present, ...perhaps },
    required: Object.keys(present),
  }
}

export function reference(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` }
}

const LOG = objectOf({
  address: ADDRESS,
  topics: listOf(HASH),
  data: BYTES,
  blockNumber: QUANTITY,
  blockHash: HASH,
  blockTimestamp: QUANTITY,
  transactionHash: HASH,
  transactionIndex: QUANTITY,
  logIndex: QUANTITY,
  removed: FLAG,
})

const TRANSACTION = objectOf(
  {
    blockHash: nullable(HASH),
    blockNumber: nullable(QUANTITY),
    transactionIndex: nullable(QUANTITY),
    from: ADDRESS,
    gas: QUANTITY,
    gasPrice: QUANTITY,
    hash: HASH,
    input: BYTES,
    nonce: QUANTITY,
    to: nullable(ADDRESS),
    value: QUANTITY,
    type: QUANTITY,
    chainId: QUANTITY,
    v: QUANTITY,
    r: QUANTITY,
    s: QUANTITY,
  },
  {
    yParity: QUANTITY,
    accessList: { type: 'array' },
    maxFeePerGas: QUANTITY,
    maxPriorityFeePerGas: QUANTITY,
  },
)

const RECEIPT = objectOf(
  {
    transactionHash: HASH,
    transactionIndex: QUANTITY,
    blockHash: HASH,
    blockNumber: QUANTITY,
    from: ADDRESS,
    to: nullable(ADDRESS),
    cumulativeGasUsed: QUANTITY,
    gasUsed: QUANTITY,
    effectiveGasPrice: QUANTITY,
    contractAddress: { type: 'null' },
    logs: listOf(reference('Log')),
    logsBloom: BYTES,
    status: { type: 'string', enum: ['0x0', '0x1'] },
    type: QUANTITY,
  },
  { revertReason: BYTES, outcomeCode: WHOLE },
)

const HEADER = {
  number: QUANTITY,
  hash: nullable(HASH),
  parentHash: HASH,
  nonce: nullable(BYTES),
  sha3Uncles: HASH,
  logsBloom: nullable(BYTES),
  transactionsRoot: HASH,
  stateRoot: HASH,
  receiptsRoot: HASH,
  miner: ADDRESS,
  difficulty: QUANTITY,
  totalDifficulty: QUANTITY,
  extraData: BYTES,
  gasLimit: QUANTITY,
  gasUsed: QUANTITY,
  timestamp: QUANTITY,
  baseFeePerGas: QUANTITY,
  mixHash: HASH,
}

/** A block that is pending has none of these. */
const OF_BOULE = { timestampMs: QUANTITY, epoch: QUANTITY, proposerAddress: TEXT }

const BLOCK = objectOf(
  {
    ...HEADER,
    size: QUANTITY,
    uncles: listOf(HASH),
    transactions: { type: 'array', items: { oneOf: [HASH, reference('Transaction')] } },
  },
  OF_BOULE,
)

/** Shared schemas of Ethereum's methods. */
export const ETHEREUM_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  Log: LOG,
  Transaction: TRANSACTION,
  Receipt: RECEIPT,
  Header: objectOf(HEADER, OF_BOULE),
  Block: BLOCK,
}
