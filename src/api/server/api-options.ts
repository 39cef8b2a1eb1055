/** An account whose key everybody knows. */
export interface DevAccount {
  readonly name: string
  readonly address: string
  readonly privateKey: string
}

/** How the API is run. */
export interface ApiOptions {
  /** Where the node answers JSON-RPC. */
  readonly nodeUrl: string
  /** Whether a request with this `Host` may be meant for this server: against DNS rebinding. */
  readonly isAllowedHost: (host: string | undefined) => boolean
  /** Address of the site as browsers see it, such as `https://portal.example`, behind a proxy; the request’s own host when missing. */
  readonly publicOrigin?: string
  /** Proxies whose `X-Forwarded-For` is believed: addresses or networks. None when missing. */
  readonly trustedProxies?: readonly string[]
  /** Accounts that may hide posts: lower-case addresses. */
  readonly moderators: readonly string[]
  /** The funded accounts of a development network; undefined on any other. */
  readonly devAccounts?: (
    chainId: number,
  ) => Promise<{ readonly phrase: string; readonly accounts: readonly DevAccount[] } | undefined>
  /** Directory of the portal’s files; without it only the API is served. */
  readonly portalDirectory?: string
  readonly limits: ApiLimits
}

export interface ApiLimits {
  /** Requests that read, of one client. */
  readonly readsPerMinute: number
  /** Requests that write, of one client. */
  readonly writesPerMinute: number
  /** Clients that listen to the stream at the same time. */
  readonly streamClients: number
  /** Streams of one client. */
  readonly streamsPerClient: number
  /** Bytes that a client of the stream may be behind. */
  readonly streamBacklogBytes: number
  readonly streamHeartbeatMs: number
  readonly bodyBytes: number
  readonly rpcBodyBytes: number
  readonly requestTimeoutMs: number
  /** Rows of one CSV. */
  readonly csvRows: number
  readonly sessionMs: number
  readonly nonceMs: number
  /** Posts of one author in an hour. */
  readonly postsPerHour: number
}

export const DEFAULT_LIMITS: ApiLimits = {
  readsPerMinute: 3_000,
  writesPerMinute: 60,
  streamClients: 1_000,
  streamsPerClient: 50,
  streamBacklogBytes: 256 * 1024,
  streamHeartbeatMs: 15_000,
  bodyBytes: 64 * 1024,
  rpcBodyBytes: 512 * 1024,
  requestTimeoutMs: 15_000,
  csvRows: 1_000_000,
  sessionMs: 7 * 24 * 3_600_000,
  nonceMs: 10 * 60_000,
  postsPerHour: 30,
}
