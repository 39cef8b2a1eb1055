import { must } from '#base/assert.ts'
import { toHex } from '#base/hex.ts'
import { type CometbftEngine, createCometbftEngine } from '#consensus/cometbft/cometbft-engine.ts'
import type { Clock } from '#consensus/embedded/clock.ts'
import type { Application } from '#protocol/abci.ts'
import { releaseTimeMs } from '#protocol/epochs/pace.ts'
import type { NodeConfig } from '../config.ts'
import type { Logger } from '../logging/logger.ts'
import type { Chain } from '../open-chain.ts'
import type { Restore } from '../restore-application.ts'
import { describeHome } from './describe-home.ts'

export interface CometbftHostOptions {
  readonly config: NodeConfig
  readonly chain: Chain
  /** The node has no state: CometBFT takes a snapshot of others first. */
  readonly restore?: Restore
  readonly logger: Logger
  readonly clock: Clock
  readonly onFailure: (error: Error) => void
}

/** CometBFT of a node, and the application that it speaks with: it may be there before the node has a state. */
export interface CometbftHost {
  readonly engine: Pick<CometbftEngine, 'onCommitted' | 'retime' | 'status'>
  /** Address of the key that the node signs with; `undefined` before `start`. */
  readonly validator: string | undefined
  /** Interval of blocks that CometBFT is set for at its start. */
  readonly blockIntervalMs: number
  /** CometBFT speaks with this application from now on. */
  seat(application: Application): void
  /** Gets ready. Throws `CometbftError`. A second call does nothing, nor does one of the others below. */
  start(): Promise<void>
  /** Starts CometBFT, which may restore a state and takes no block before `run`. */
  launch(): void
  /** Blocks may come. */
  run(): void
  stop(): Promise<void>
}

export function createCometbftHost(options: CometbftHostOptions): CometbftHost {
  const { config, chain, restore, logger, clock } = options
  const { machine } = chain
  const rules = restore === undefined ? machine.rules() : config.genesis.rules
  let application = restore?.application
  let started: Promise<void> | undefined
  let stopped: Promise<void> | undefined
  let isLaunched = false
  let validator: string | undefined
  const engine = createCometbftEngine({
    application: () => must(application, 'an application for CometBFT'),
    timetable: {
      releaseTimeMs: (height) => releaseTimeMs(machine.world, height),
      intervalMs: () => machine.rules().blockIntervalMs,
    },
    binary: must(config.cometbft, 'settings of CometBFT').binary,
    home: describeHome(config, rules, restore !== undefined),
    version: config.clientVersion,
    log: logger,
    clock,
    onFailure: options.onFailure,
  })
  const start = async (): Promise<void> => {
    const { nodeId, validatorAddress, consensusKey } = await engine.start()
    validator = validatorAddress
    const signs = config.cometbft?.keys !== undefined
    logger.info('consensus node', {
      id: nodeId,
      validator: signs ? validatorAddress : undefined,
      consensusKey: signs ? toHex(consensusKey) : undefined,
    })
  }
  const launch = (): void => {
    if (!isLaunched) engine.run()
    isLaunched = true
  }
  const stop = async (): Promise<void> => {
    restore?.giveUp()
    await engine.stop()
    await restore?.close()
  }
  return {
    engine,
    get validator() {
      return validator
    },
    blockIntervalMs: rules.blockIntervalMs,
    seat: (next) => {
      application = next
    },
    start: () => {
      started ??= start()
      return started
    },
    launch,
    run: () => {
      launch()
      restore?.goOn()
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
