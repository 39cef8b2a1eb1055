import type { Address } from '#base/address.ts'
import { BlockTimeError } from '#consensus/embedded/block-clock.ts'
import type { EmbeddedEngine } from '#consensus/embedded/embedded-engine.ts'
import { EngineError } from '#consensus/embedded/engine-error.ts'
import type { DevControls } from '#rpc/backend.ts'
import { RpcFault, serverFault } from '#rpc/errors.ts'
import type { OfflineDelegates } from './offline-delegates.ts'

export interface DevControlsOptions {
  readonly engine: EmbeddedEngine
  readonly offline: OfflineDelegates
  readonly isDelegate: (delegate: Address) => boolean
  /** The interval was set by hand: it does not follow the rules any more. */
  readonly onIntervalSet: () => void
  /** The list of those who are offline has changed. */
  readonly onOfflineChanged: () => void
}

/** What a tester may do with blocks, time and delegates. Each refusal is an `RpcFault`. */
export function createDevControls(options: DevControlsOptions): DevControls {
  const { engine, offline } = options
  return {
    mine: (blocks, intervalSeconds) => engine.mine(blocks, intervalSeconds).catch(refuse),
    get automine() {
      return engine.pacing.automine
    },
    setAutomine: (on) => engine.setAutomine(on),
    setIntervalMining: (intervalMs) =>
      guard(() => {
        engine.setIntervalMs(intervalMs)
        options.onIntervalSet()
      }),
    increaseTime: (seconds) => guard(() => engine.increaseTime(seconds)),
    setNextBlockTimestamp: (seconds) => guard(() => engine.setNextBlockTimestamp(seconds)),
    setOffline: (delegate, isOffline) => {
      if (!options.isDelegate(delegate)) {
        throw serverFault('no-such-delegate', `there is no delegate ${delegate}`)
      }
      offline.set(delegate, isOffline)
      options.onOfflineChanged()
      if (!isOffline) engine.onTransaction()
    },
    offlineDelegates: () => offline.all(),
  }
}

function guard<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    return refuse(error)
  }
}

function refuse(error: unknown): never {
  if (error instanceof BlockTimeError) throw new RpcFault('invalidParams', error.message)
  if (error instanceof EngineError) {
    if (error.code === 'bad-control') throw new RpcFault('invalidParams', error.message)
    // A mismatch ends the start of an engine, before anybody can ask it for anything.
    if (error.code !== 'mismatch') throw serverFault(error.code, error.message)
  }
  throw error
}
