import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestFolder, createWatchedTerminal, runCommand } from '../cli.fixture.ts'
import type { Screen, Terminal } from '../terminal/terminal.ts'
import { runTestnet } from './run-testnet.ts'

const PROGRAM = fileURLToPath(new URL('./fake-node.fixture.ts', import.meta.url))

let setting: ReturnType<typeof createTestFolder>
let dir: string
beforeEach(() => {
  setting = createTestFolder()
  dir = path.join(setting.folder, 't')
})
afterEach(() => setting.remove())

/** Runs it as the command does, on nodes that are not real; `done` resolves when all is closed. */
function run(options: { readonly json?: boolean; readonly screen?: Screen } = {}) {
  const watched = createWatchedTerminal(setting.folder, options.screen)
  const closers: (() => Promise<void>)[] = []
  const terminal: Terminal = { ...watched.terminal, atEnd: (close) => void closers.push(close) }
  const runAll = async (): Promise<void> => {
    try {
      await runTestnet(terminal, {
        dir,
        dataOption: ' --data t',
        shape: { nodes: 2, fullNodes: 1, intervalMs: 100 },
        basePort: 0,
        program: PROGRAM,
        json: options.json === true,
      })
    } finally {
      for (const close of closers.toReversed()) await close()
    }
  }
  return { ...watched, done: runAll() }
}

function control(...args: string[]) {
  return runCommand(['testnet', ...args, '--data', dir])
}

describe('boule testnet', () => {
  test('with --json writes that it is ready, and what happens to each node', async () => {
    const { until, stop, done, out } = run({ json: true })
    await until((text) => text.includes('"ready"'))
    expect(await control('kill', 'n2')).toMatchObject({ code: 0, out: 'Killed: n2.\n' })
    await until((text) => text.includes('"killed"'))
    expect((await control('status')).out).toMatch(/\n n2 .* killed .*\n f1 .* running /)
    stop()
    await done
    const lines = out()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.find((line) => line['type'] === 'ready')).toMatchObject({
      chainId: expect.any(Number) as number,
      dir,
      genesisFile: path.join(dir, 'genesis.json'),
      nodes: [{ name: 'n1', isDelegate: true }, { name: 'n2' }, { name: 'f1', isDelegate: false }],
    })
    expect(lines).toContainEqual({ type: 'node', node: 'n2', what: 'killed' })
    expect(lines.slice(-2).map((line) => line['what'])).toEqual(['stopped', 'stopped'])
    expect((await control('status')).err).toMatch(/^boule: no testnet runs in /)
  })

  test('in a pipe says what can be tried and tells what happens', async () => {
    const { until, stop, done, out, err } = run()
    await until((text) => text.includes('Try, in another terminal'))
    await control('pause', 'n1')
    await control('partition', 'n1')
    await control('heal', 'all')
    await until((text) => text.includes('n1 is linked again'))
    stop()
    await done
    expect(out()).toMatch(/A Boule testnet of 3 nodes runs on this machine\.\n/)
    expect(out()).toMatch(/2, of whom 1 are elected and 1 drawn to produce\n/)
    expect(out()).toMatch(/RPC {8}http:\/\/127\.0\.0\.1:\d+ \(n1\) … http:\S+ \(f1\)\n/)
    expect(out()).toContain('  boule testnet heal all --data t\n')
    expect(out()).toMatch(
      /\d\d:\d\d:\d\d {2}n1 is paused\n\S+ {2}n1 is cut off\n\S+ {2}n1 is linked again\n/,
    )
    expect(out()).not.toContain('\u001b')
    expect(err()).toMatch(
      /^Stopping 3 nodes after block \d+; the next start goes on from there\.\n$/,
    )
  })

  test('on a terminal draws all nodes, and ends with a key', async () => {
    let press: (key: string) => void = () => undefined
    let redraw: () => void = () => undefined
    let size = { columns: 110, rows: 30 }
    const screen: Screen = {
      size: () => size,
      hasColor: false,
      onKey: (listener) => {
        press = listener
        return () => {
          press = () => undefined
        }
      },
      onResize: (listener) => {
        redraw = listener
        return () => undefined
      },
    }
    const { until, done, out } = run({ screen })
    await until((text) => / f1 {3}full .* running /.test(text))
    expect(out()).toMatch(/Starting the nodes: 3 answer/)
    size = { columns: 40, rows: 10 }
    const before = out().length
    redraw()
    expect(out().slice(before).startsWith('\u001b[2J\u001b[H')).toBe(true)
    expect(out().slice(before).split('\r\n').length).toBeLessThanOrEqual(10)
    press('q')
    await done
    expect(out().endsWith('\u001b[?25h')).toBe(true)
  })

  test('ends quietly when it is stopped while it starts', async () => {
    const { until, stop, done, err } = run({ json: true })
    await until((text) => text.includes('"starting"'))
    stop()
    await done
    expect(err()).toBe('')
  })
})

test('refuses a path that is too long for a socket before anything is made', async () => {
  dir = path.join(setting.folder, 'x'.repeat(100))
  const { done, err } = run()
  await expect(done).rejects.toThrow(/name a shorter folder with --data$/)
  expect(err()).toBe('')
})
