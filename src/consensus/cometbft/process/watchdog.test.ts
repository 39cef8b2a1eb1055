import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../embedded/fake-clock.fixture.ts'
import { recordLog } from './process.fixture.ts'
import type { Health } from './rpc-probe.ts'
import { createWatchdog } from './watchdog.ts'

const WAITING: Health = { height: 7, catchingUp: false, peers: 3 }

interface Situation {
  health: Health | undefined
  highestPeer: number | undefined
}

function watch(options: { blockIntervalMs?: number; genesisTimeMs?: number; noRpc?: true } = {}) {
  const clock = createFakeClock(1_000_000)
  const log = recordLog()
  const now: Situation = { health: WAITING, highestPeer: 7 }
  const reasons: string[] = []
  const watchdog = createWatchdog({
    clock,
    log,
    probe:
      options.noRpc === true
        ? undefined
        : { health: async () => now.health, highestPeer: async () => now.highestPeer },
    blockIntervalMs: () => options.blockIntervalMs ?? 1_000,
    genesisTimeMs: options.genesisTimeMs ?? 0,
    onStuck: (reason) => {
      reasons.push(reason)
      watchdog.begin()
    },
  })
  watchdog.begin()
  watchdog.onHeight(7)
  return { clock, log, now, reasons, watchdog }
}

describe('the watchdog', () => {
  it('asks for a restart when peers have blocks and none comes for half a minute', async () => {
    const { clock, now, reasons } = watch()
    now.highestPeer = 9
    await clock.advance(29_999)
    expect(reasons).toEqual([])
    await clock.advance(1)
    expect(reasons).toEqual(['no block after 7, but peers have 9'])
  })

  it('gives 20 blocks’ time where blocks are slow', async () => {
    const { clock, now, reasons } = watch({ blockIntervalMs: 10_000 })
    now.highestPeer = 9
    await clock.advance(199_999)
    expect(reasons).toEqual([])
    await clock.advance(1)
    expect(reasons).toHaveLength(1)
  })

  it('is content as long as blocks come', async () => {
    const { clock, now, reasons, watchdog, log } = watch()
    now.highestPeer = 1_000
    for (let height = 8; height < 28; height++) {
      await clock.advance(25_000)
      watchdog.onHeight(height)
    }
    expect(reasons).toEqual([])
    expect(log.entries).toEqual([])
    expect(watchdog.health).toEqual(WAITING)
  })

  it('does not take the same height again for a block', async () => {
    const { clock, now, reasons, watchdog } = watch()
    now.highestPeer = 9
    await clock.advance(20_000)
    watchdog.onHeight(7)
    await clock.advance(10_000)
    expect(reasons).toHaveLength(1)
  })

  it('waits twice as long after each restart that brought no block', async () => {
    const { clock, now, reasons, watchdog } = watch()
    now.highestPeer = 9
    await clock.advance(30_000)
    await clock.advance(59_999)
    expect(reasons).toHaveLength(1)
    await clock.advance(1)
    expect(reasons).toHaveLength(2)
    watchdog.onHeight(8)
    await clock.advance(30_000)
    expect(reasons).toHaveLength(3)
  })

  it('only warns, once a minute, when nobody has the next block', async () => {
    const { clock, log, reasons } = watch()
    await clock.advance(30_000)
    expect(log.entries).toEqual([
      {
        level: 'warn',
        event: 'waiting for other validators',
        fields: { lastHeight: 7, peers: 3, secondsWithoutBlock: 30 },
      },
    ])
    await clock.advance(59_999)
    expect(log.entries).toHaveLength(1)
    await clock.advance(1)
    expect(log.entries).toHaveLength(2)
    expect(reasons).toEqual([])
  })

  it('only warns when it cannot learn what peers have', async () => {
    const { clock, now, log, reasons } = watch()
    now.highestPeer = undefined
    await clock.advance(600_000)
    expect(reasons).toEqual([])
    expect(log.entries).toHaveLength(10)
  })

  it('leaves a node alone that looks for its first blocks', async () => {
    const { clock, now, reasons } = watch()
    now.health = { height: 0, catchingUp: true, peers: 3 }
    now.highestPeer = 9
    await clock.advance(3_600_000)
    expect(reasons).toEqual([])
    now.health = { height: 3, catchingUp: true, peers: 3 }
    await clock.advance(5_000)
    expect(reasons).toEqual(['no block after 3, but peers have 9'])
  })

  it('is patient with one that does not answer, as it does not while it opens its data', async () => {
    const { clock, now, reasons, log } = watch()
    now.health = undefined
    await clock.advance(299_999)
    expect(reasons).toEqual([])
    expect(log.entries[0]?.event).toBe('cometbft does not answer')
    await clock.advance(1)
    expect(reasons).toEqual(['it does not answer'])
  })

  it('does not count the time before the genesis', async () => {
    const { clock, now, reasons } = watch({ genesisTimeMs: 1_000_000 + 3_600_000 })
    now.health = undefined
    await clock.advance(3_600_000 + 290_000)
    expect(reasons).toEqual([])
    await clock.advance(15_000)
    expect(reasons).toHaveLength(1)
  })

  it('only warns without an RPC', async () => {
    const { clock, reasons, log, watchdog } = watch({ noRpc: true })
    await clock.advance(3_600_000)
    expect(reasons).toEqual([])
    expect(log.entries[0]).toMatchObject({ level: 'warn', event: 'no new block' })
    expect(watchdog.health).toBeUndefined()
  })

  it('does nothing between two runs', async () => {
    const { clock, now, reasons, watchdog } = watch()
    now.highestPeer = 9
    await clock.advance(29_000)
    watchdog.end()
    await clock.advance(60_000)
    expect(reasons).toEqual([])
    watchdog.begin()
    await clock.advance(29_999)
    expect(reasons).toEqual([])
    await clock.advance(1)
    expect(reasons).toHaveLength(1)
  })
})
