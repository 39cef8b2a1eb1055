import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '#indexer/database/database.ts'
import { ApiProblem } from '../server/api-problem.ts'

/** Who is signed in. */
export interface SignedIn {
  /** Lower-case. */
  readonly address: string
  readonly expiresMs: number
  readonly isModerator: boolean
  /** What the database knows the session by. */
  readonly tokenHash: string
}

export interface SessionStoreOptions {
  readonly moderators: readonly string[]
  readonly sessionMs: number
  readonly nonceMs: number
  /** The network that sessions belong to: after a new start of a development network they are over. */
  readonly genesisHash: () => string
  readonly now: () => number
}

export interface SessionStore {
  /** A number that a sign-in message can carry once, and until when. */
  createNonce(): Promise<{ readonly nonce: string; readonly expiresMs: number }>
  /** Whether it was given out, is not over and was never used. It is used up by this. */
  takeNonce(nonce: string): Promise<boolean>
  /** The token of a new session. The database keeps its hash only. */
  create(address: string): Promise<{ readonly token: string; readonly session: SignedIn }>
  find(token: string): Promise<SignedIn | undefined>
  end(session: SignedIn): Promise<void>
}

/** Nonces that wait to be used, of all clients; more is an attack. */
const MAX_NONCES = 100_000
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/
const CLEANING_INTERVAL_MS = 60_000

export function createSessionStore(database: Database, options: SessionStoreOptions): SessionStore {
  const { now, genesisHash } = options
  let cleanedMs = 0
  const clean = async (): Promise<void> => {
    if (now() - cleanedMs < CLEANING_INTERVAL_MS) return
    cleanedMs = now()
    await database.query('delete from forum.nonces where expires_ms <= $1', [now()])
    await database.query('delete from forum.sessions where expires_ms <= $1', [now()])
  }
  const view = (address: string, expiresMs: number, tokenHash: string): SignedIn => ({
    address,
    expiresMs,
    tokenHash,
    isModerator: options.moderators.includes(address),
  })
  return {
    createNonce: async () => {
      await clean()
      const nonce = randomBytes(16).toString('hex')
      const expiresMs = now() + options.nonceMs
      const rows = await database.query(
        `insert into forum.nonces (hash, expires_ms)
         select $1, $2 where (select count(*) from forum.nonces) < $3 returning hash`,
        [hashOf(nonce), expiresMs, MAX_NONCES],
      )
      if (rows.length === 0) {
        throw new ApiProblem('too-many-requests', 'too many sign-ins were begun; try again later', {
          retryAfterSeconds: 60,
        })
      }
      return { nonce, expiresMs }
    },
    takeNonce: async (nonce) => {
      const rows = await database.query(
        'delete from forum.nonces where hash = $1 and expires_ms > $2 returning hash',
        [hashOf(nonce), now()],
      )
      return rows.length === 1
    },
    create: async (address) => {
      const token = randomBytes(32).toString('base64url')
      const expiresMs = now() + options.sessionMs
      const tokenHash = hashOf(token)
      await database.query(
        'insert into forum.sessions (token_hash, genesis_hash, address, created_ms, expires_ms) values ($1, $2, $3, $4, $5)',
        [tokenHash, genesisHash(), address, now(), expiresMs],
      )
      return { token, session: view(address, expiresMs, tokenHash) }
    },
    find: async (token) => {
      if (!TOKEN_PATTERN.test(token)) return undefined
      const tokenHash = hashOf(token)
      const [row] = await database.query(
        'select address, expires_ms from forum.sessions where token_hash = $1 and genesis_hash = $2 and expires_ms > $3',
        [tokenHash, genesisHash(), now()],
      )
      return row === undefined
        ? undefined
        : view(String(row['address']), Number(row['expires_ms']), tokenHash)
    },
    end: async ({ tokenHash }) => {
      await database.query('delete from forum.sessions where token_hash = $1', [tokenHash])
    },
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
