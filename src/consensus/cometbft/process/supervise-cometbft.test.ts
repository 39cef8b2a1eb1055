import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '../../embedded/fake-clock.fixture.ts'
import type { CometbftError } from '../cometbft-error.ts'
import {
  jsonLine,
  planRuns,
  recordLog,
  temporaryDirectory,
  writeStandIn,
  type PlannedRun,
} from './process.fixture.ts'
import type { Health, RpcProbe } from './rpc-probe.ts'
import { superviseCometbft } from './supervise-cometbft.ts'

const READY = jsonLine('info', 'ready')
const STAYS: PlannedRun = { print: [READY] }

function setUp(
  runs: readonly PlannedRun[],
  overrides: { probe?: RpcProbe; binaryPath?: string } = {},
) {
  const home = temporaryDirectory()
  const clock = createFakeClock()
  const log = recordLog()
  const fatal: CometbftError[] = []
  const supervisor = superviseCometbft({
    binaryPath: writeStandIn(home, runs),
    home,
    blockIntervalMs: () => 1_000,
    genesisTimeMs: 0,
    log,
    onFatal: (error) => {
      fatal.push(error)
      log.error('fatal')
    },
    clock,
    ...overrides,
  })
  onTestFinished(async () => {
    const stopped = supervisor.stop()
    await Promise.race([stopped, clock.advance(10_000).then(() => stopped)])
  })
  return { home, clock, log, fatal, supervisor }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('the supervisor', () => {
  it('starts CometBFT, passes its log on, and ends it', async () => {
    const lines = [jsonLine('error', 'broken', { module: 'state', err: 'why' }), 'odd', READY]
    const { home, log, supervisor } = setUp([{ print: lines }])
    expect(supervisor.status()).toMatchObject({ state: 'new', pid: undefined, restarts: 0 })
    supervisor.start()
    await log.until('cometbft: ready')
    expect(log.entries).toContainEqual({
      level: 'error',
      event: 'cometbft: broken',
      fields: { module: 'state', err: 'why' },
    })
    expect(log.entries).toContainEqual({
      level: 'debug',
      event: 'cometbft printed',
      fields: { line: 'odd' },
    })
    const { pid, state } = supervisor.status()
    expect(state).toBe('running')
    expect(fs.readFileSync(join(home, 'cometbft.pid'), 'utf8')).toBe(`${pid}\n`)
    await supervisor.stop()
    expect(isAlive(pid as number)).toBe(false)
    expect(supervisor.status()).toMatchObject({ state: 'stopped', pid: undefined, restarts: 0 })
    expect(fs.existsSync(join(home, 'cometbft.pid'))).toBe(false)
    await supervisor.stop()
  })

  it.each([
    ['with code 0, as when the application goes', 0],
    ['with another code', 3],
  ])('starts it again when it ends %s', async (_name, exit) => {
    const ends = { print: [jsonLine('error', 'gone', { err: 'EOF' })], exit }
    const { clock, log, supervisor, fatal } = setUp([ends, ends, STAYS])
    supervisor.start()
    expect(await log.until('cometbft ended')).toEqual({
      level: 'warn',
      event: 'cometbft ended',
      fields: { code: exit, signal: undefined, reason: 'gone: EOF', startsAgainInMs: 200 },
    })
    expect(supervisor.status()).toMatchObject({ state: 'backing-off', pid: undefined, restarts: 0 })
    await clock.advance(199)
    expect(supervisor.status().restarts).toBe(0)
    await clock.advance(1)
    const second = await log.until('cometbft ended', 2)
    expect(second.fields['startsAgainInMs']).toBe(400)
    await clock.advance(400)
    await log.until('cometbft: ready')
    expect(supervisor.status()).toMatchObject({ state: 'running', restarts: 2 })
    expect(fatal).toEqual([])
  })

  it('starts it again when it is killed', async () => {
    const { clock, log, supervisor } = setUp([STAYS])
    supervisor.start()
    await log.until('cometbft: ready')
    process.kill(supervisor.status().pid as number, 'SIGKILL')
    expect((await log.until('cometbft ended')).fields['signal']).toBe('SIGKILL')
    await clock.advance(200)
    await log.until('cometbft: ready', 2)
  })

  it('starts it again when consensus breaks down, for it would stand still', async () => {
    const failure = jsonLine('error', 'CONSENSUS FAILURE!!!', {
      module: 'consensus',
      err: 'no room',
    })
    const { clock, log, supervisor } = setUp([{ print: [failure] }, STAYS])
    supervisor.start()
    expect((await log.until('restarting cometbft')).fields).toEqual({
      reason: 'consensus broke down: no room',
    })
    expect((await log.until('cometbft ended')).fields['reason']).toBe(
      'consensus broke down: no room',
    )
    await clock.advance(200)
    await log.until('cometbft: ready')
  })

  it('starts it again when the watchdog finds it stuck', async () => {
    const health: Health = { height: 7, catchingUp: false, peers: 4 }
    const probe = { health: async () => health, highestPeer: async () => 9 }
    const { clock, log, supervisor } = setUp([STAYS], { probe })
    supervisor.start()
    await log.until('cometbft: ready')
    supervisor.onHeight(7)
    await clock.advance(5_000)
    expect(supervisor.status()).toMatchObject({ peers: 4, catchingUp: false })
    await clock.advance(25_000)
    expect((await log.until('cometbft ended')).fields['reason']).toBe(
      'no block after 7, but peers have 9',
    )
    expect(supervisor.status()).toMatchObject({ peers: undefined, catchingUp: undefined })
    await clock.advance(200)
    await log.until('cometbft: ready', 2)
  })

  it('restarts when asked to, once at a time', async () => {
    const { clock, log, supervisor } = setUp([STAYS])
    supervisor.restart('before the start')
    supervisor.start()
    await log.until('cometbft: ready')
    supervisor.restart('first')
    supervisor.restart('second')
    await log.until('cometbft ended')
    const asked = log.entries.filter((entry) => entry.event === 'restarting cometbft')
    expect(asked.map((entry) => entry.fields['reason'])).toEqual(['first'])
    await clock.advance(200)
    await log.until('cometbft: ready', 2)
  })

  it('reports an end that another start would repeat, and does not start it again', async () => {
    const words = 'ERROR: failed to create node: app block height (113) is higher than core (108)'
    const { clock, log, supervisor, fatal, home } = setUp([{ complain: [words], exit: 1 }])
    supervisor.start()
    await log.until('fatal')
    expect(fatal.map((error) => error.code)).toEqual(['app-ahead'])
    await clock.advance(60_000)
    expect(supervisor.status()).toMatchObject({ state: 'failed', restarts: 0 })
    expect(fs.readFileSync(join(home, 'run-count'), 'utf8')).toBe('1')
    await supervisor.stop()
    expect(supervisor.status().state).toBe('failed')
  })

  it('gives up with its last words when it fails five times at once', async () => {
    const { clock, log, supervisor, fatal } = setUp([{ complain: ['ERROR: odd disk'], exit: 1 }])
    supervisor.start()
    for (const [ended, delayMs] of [200, 400, 800, 1_600].entries()) {
      await log.until('cometbft ended', ended + 1)
      await clock.advance(delayMs)
    }
    await log.until('fatal')
    expect(fatal).toMatchObject([
      { code: 'failed', message: 'CometBFT ends each time right after its start: odd disk' },
    ])
  })

  it('reports a program that cannot be started', async () => {
    const { log, supervisor, fatal } = setUp([STAYS], { binaryPath: '/nonexistent/cometbft' })
    supervisor.start()
    await log.until('fatal')
    expect(fatal[0]?.code).toBe('missing-binary')
    expect(fatal[0]?.message).toContain('/nonexistent/cometbft cannot be started')
    await supervisor.stop()
  })
})

describe('stopping', () => {
  it('kills what does not end within ten seconds', async () => {
    const { clock, log, supervisor } = setUp([{ print: [READY], ignoresTerm: true }])
    supervisor.start()
    await log.until('cometbft: ready')
    const pid = supervisor.status().pid as number
    const stopped = supervisor.stop()
    await log.until('cometbft printed')
    await clock.advance(9_999)
    expect(isAlive(pid)).toBe(true)
    await clock.advance(1)
    await stopped
    expect(isAlive(pid)).toBe(false)
  })

  it('keeps from starting again what is about to be', async () => {
    const { clock, log, supervisor } = setUp([{ exit: 0 }])
    supervisor.start()
    await log.until('cometbft ended')
    await supervisor.stop()
    await clock.advance(60_000)
    expect(supervisor.status()).toMatchObject({ state: 'stopped', restarts: 0 })
  })

  it('is possible before the start, and at once after it', async () => {
    const early = setUp([STAYS])
    await early.supervisor.stop()
    early.supervisor.start()
    expect(early.supervisor.status()).toMatchObject({ state: 'stopped', pid: undefined })
    const { supervisor, fatal } = setUp([STAYS])
    supervisor.start()
    await supervisor.stop()
    expect(supervisor.status()).toMatchObject({ state: 'stopped', pid: undefined })
    expect(fatal).toEqual([])
  })
})

describe.runIf(fs.existsSync('/proc/self/cmdline'))('an orphan of an earlier run', () => {
  async function startOrphan(home: string, run: PlannedRun) {
    planRuns(home, [run, STAYS])
    const child = spawn(join(home, 'cometbft'), ['start', '--home', home], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    fs.writeFileSync(join(home, 'cometbft.pid'), `${child.pid}\n`)
    return { pid: child.pid as number, ended: once(child, 'exit') }
  }

  it('is ended before the next one starts', async () => {
    const { home, clock, log, supervisor } = setUp([STAYS])
    const orphan = await startOrphan(home, STAYS)
    supervisor.start()
    await orphan.ended
    await clock.advance(100)
    expect((await log.until('ended the cometbft of an earlier run')).fields).toEqual({
      pid: orphan.pid,
    })
    await log.until('cometbft: ready')
  })

  it('is killed when it does not end', async () => {
    const { home, clock, log, supervisor } = setUp([STAYS])
    const orphan = await startOrphan(home, { print: [READY], ignoresTerm: true })
    supervisor.start()
    await clock.advance(10_000)
    expect(await orphan.ended).toEqual([null, 'SIGKILL'])
    await clock.advance(100)
    await log.until('cometbft: ready')
  })

  it('is not looked for among other programs, for ids are used again', async () => {
    const { home, log, supervisor } = setUp([STAYS])
    const otherHome = temporaryDirectory()
    writeStandIn(otherHome, [STAYS])
    const { pid } = await startOrphan(otherHome, STAYS)
    fs.writeFileSync(join(home, 'cometbft.pid'), `${pid}\n`)
    supervisor.start()
    await log.until('cometbft: ready')
    expect(isAlive(pid)).toBe(true)
  })

  it.each([`${process.pid}\n`, '-1\n', '', 'nonsense'])(
    'is not seen in a note that says %j',
    async (note) => {
      const { home, log, supervisor } = setUp([STAYS])
      fs.writeFileSync(join(home, 'cometbft.pid'), note)
      supervisor.start()
      await log.until('cometbft: ready')
    },
  )
})
