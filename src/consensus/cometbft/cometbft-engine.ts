import { assert } from '#base/assert.ts'
import type { Application } from '#protocol/abci.ts'
import type { Clock } from '../embedded/clock.ts'
import { type AbciServer, startAbciServer } from './abci/abci-server.ts'
import type { EngineLog } from './engine-log.ts'
import { type CometbftHome, writeCometbftHome } from './process/cometbft-home.ts'
import type { HomeOptions } from './process/home-options.ts'
import {
  type Supervisor,
  type SupervisorStatus,
  superviseCometbft,
} from './process/supervise-cometbft.ts'
import { createProposalPacer, type Timetable } from './proposal-pacer.ts'

export interface CometbftEngineOptions {
  /** Asked at each call: a node that restores a snapshot puts another application in its place. */
  readonly application: () => Application
  readonly timetable: Timetable
  /** Path of the `cometbft` to run. */
  readonly binary: string
  readonly home: HomeOptions
  /** The program's version, for peers. */
  readonly version: string
  readonly log: EngineLog
  readonly clock: Clock
  /** The engine cannot go on: `error.message` is one line that says why. */
  readonly onFailure: (error: Error) => void
}

/** A stock CometBFT that takes blocks through the application: its process, and the socket on which it asks. */
export interface CometbftEngine {
  /** Writes the home folder and listens for CometBFT. Throws `CometbftError`. */
  start(): Promise<CometbftHome>
  /** Starts CometBFT. */
  run(): void
  /** Ends CometBFT, then stops listening. May be called at any time. */
  stop(): Promise<void>
  /** Blocks come every so many milliseconds from now on: CometBFT starts again with the durations that belong to it. */
  retime(blockIntervalMs: number): void
  /** The application has committed the block at `height`. */
  onCommitted(height: number): void
  /** `undefined` before `run`. */
  status(): SupervisorStatus | undefined
}

export function createCometbftEngine(options: CometbftEngineOptions): CometbftEngine {
  const { log, clock, onFailure } = options
  const pacer = createProposalPacer(options.timetable, clock)
  let { blockIntervalMs } = options.home
  let home: CometbftHome | undefined
  let server: AbciServer | undefined
  let supervisor: Supervisor | undefined
  return {
    start: async () => {
      home = writeCometbftHome(options.home)
      const { socketPath } = options.home
      const application = (): Application => pacer.pace(options.application())
      server = await startAbciServer({
        application,
        socketPath,
        log,
        version: options.version,
        onFailure,
      })
      return home
    },
    run: () => {
      assert(home !== undefined, 'an engine is started before it runs')
      supervisor = superviseCometbft({
        binaryPath: options.binary,
        home: home.dir,
        ...(options.home.rpcPort === undefined ? {} : { rpcPort: options.home.rpcPort }),
        blockIntervalMs: () => blockIntervalMs,
        genesisTimeMs: options.home.genesisTimeMs,
        log,
        clock,
        onFatal: onFailure,
      })
      supervisor.start()
    },
    stop: async () => {
      pacer.stop()
      await supervisor?.stop()
      await server?.close()
      home?.release()
    },
    retime: (intervalMs) => {
      blockIntervalMs = intervalMs
      home?.retime(intervalMs)
      supervisor?.restart(`for blocks every ${intervalMs} ms`)
    },
    onCommitted: (height) => supervisor?.onHeight(height),
    status: () => supervisor?.status(),
  }
}
