import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Application, FinalizeBlockRequest } from '#protocol/abci.ts'
import type { EngineLog, EngineLogFields } from '../engine-log.ts'
import { type AbciClientOptions, connectAbci } from './abci-client.fixture.ts'
import { type AbciServer, startAbciServer } from './abci-server.ts'
import { connectFakeCometbft } from './fake-cometbft.fixture.ts'

export const CHAIN = { timeMs: 1_000, chainId: 'boule-1', initialHeight: 1 }
export const PROPOSER = 'AB'.repeat(20)

/** A block with nothing in it but `txs`. */
export function blockAt(height: number, txs: readonly Uint8Array[] = []): FinalizeBlockRequest {
  return {
    height,
    timeMs: CHAIN.timeMs + height * 1_000,
    hash: new Uint8Array(32).fill(height),
    proposerAddress: PROPOSER,
    txs,
    decidedLastCommit: { round: 0, votes: [] },
    misbehavior: [],
  }
}

/** A folder for a socket, removed when the test is over. */
export function temporarySocketPath(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'boule-abci-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'abci.sock')
}

/** Keeps events with their fields: `level event key=value`. */
export function createLogRecord() {
  const lines: string[] = []
  const write =
    (level: string) =>
    (event: string, fields: EngineLogFields = {}): void => {
      const pairs = Object.entries(fields).map(([key, value]) => ` ${key}=${value}`)
      lines.push(`${level} ${event}${pairs.join('')}`)
    }
  const log: EngineLog = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
  }
  return { log, lines }
}

export interface ServedApplication {
  readonly server: AbciServer
  readonly socketPath: string
  /** Log lines but those of level debug. */
  readonly lines: () => readonly string[]
  readonly failures: readonly Error[]
  connect(options?: AbciClientOptions): ReturnType<typeof connectAbci>
  connectCometbft(options?: AbciClientOptions): ReturnType<typeof connectFakeCometbft>
}

/** Serves an application until the test is over. */
export async function serve(
  application: Application | (() => Application),
): Promise<ServedApplication> {
  const socketPath = temporarySocketPath()
  const { log, lines } = createLogRecord()
  const failures: Error[] = []
  const server = await startAbciServer({
    application: typeof application === 'function' ? application : () => application,
    socketPath,
    log,
    version: '1.2.3',
    onFailure: (error) => failures.push(error),
  })
  onTestFinished(() => server.close())
  return {
    server,
    socketPath,
    failures,
    lines: () => lines.filter((line) => !line.startsWith('debug')),
    connect: (options) => connectAbci(socketPath, options),
    connectCometbft: (options) => connectFakeCometbft(socketPath, options),
  }
}
