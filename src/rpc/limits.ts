/** Bounds on what clients may ask for. Every one is enforced and tested just below and just above. */
export interface RpcLimits {
  /** Of a request body or a WebSocket message. A batch of 1,000 staking transactions has about 0.7 MB. */
  readonly maxBodyBytes: number
  /** Objects and lists within one another in a body. */
  readonly maxJsonDepth: number
  /** Requests in a batch. */
  readonly maxBatch: number
  /** Of an answer; the rest of a batch is answered with errors. */
  readonly maxResponseBytes: number
  /** Bodies being read and answers being sent, of all connections together. Above, requests get HTTP 503. */
  readonly maxBytesInFlight: number
  /** Open connections, WebSockets included. Further ones are closed at once. */
  readonly maxConnections: number
  /** Requests of one HTTP connection that are not answered yet (pipelining). */
  readonly maxRequestsPerConnection: number
  /** Open WebSockets. */
  readonly maxWebSockets: number
  /** Subscriptions of one WebSocket. */
  readonly maxSubscriptions: number
  /** Unsent bytes to one WebSocket, beside the answer being sent: a reader that is slower is cut off. */
  readonly maxWebSocketBacklogBytes: number
  /** Time for a whole request head to arrive. */
  readonly headersTimeoutMs: number
  /** Time for a whole request to arrive. */
  readonly requestTimeoutMs: number
  /** A connection without requests is closed after this long. */
  readonly keepAliveTimeoutMs: number
  /** A connection on which nothing moves while an answer is due or being sent is closed after this long. */
  readonly socketTimeoutMs: number
  /** WebSockets are asked so often whether they live; one that does not answer by the next time is cut off. */
  readonly webSocketPingMs: number
  /** Blocks that eth_getLogs may look through. */
  readonly maxLogBlocks: number
  /** Logs of one answer. */
  readonly maxLogs: number
  /** Filters of all clients together. */
  readonly maxFilters: number
  /** A filter that nobody asks for this long is removed. */
  readonly filterExpiryMs: number
  /** Hashes of pending transactions that are kept for filters. */
  readonly maxPendingHashes: number
  /** Transactions that the txpool methods list. */
  readonly maxPoolContent: number
  /** Blocks that a development network makes in one call. */
  readonly maxMinedBlocks: number
  /** Calls of eth_sendRawTransactionSync that wait for their block. */
  readonly maxSyncWaiters: number
  /** How long one of them waits at most; less than `socketTimeoutMs`. */
  readonly maxSyncWaitMs: number
}

export const DEFAULT_LIMITS: RpcLimits = {
  maxBodyBytes: 4_194_304,
  maxJsonDepth: 32,
  maxBatch: 1_000,
  maxResponseBytes: 26_214_400,
  maxBytesInFlight: 268_435_456,
  maxConnections: 1_000,
  maxRequestsPerConnection: 100,
  maxWebSockets: 200,
  maxSubscriptions: 100,
  maxWebSocketBacklogBytes: 4_194_304,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 60_000,
  socketTimeoutMs: 60_000,
  webSocketPingMs: 30_000,
  maxLogBlocks: 10_000,
  maxLogs: 10_000,
  maxFilters: 1_000,
  filterExpiryMs: 300_000,
  maxPendingHashes: 65_536,
  maxPoolContent: 5_000,
  maxMinedBlocks: 10_000,
  maxSyncWaiters: 1_000,
  maxSyncWaitMs: 30_000,
}
