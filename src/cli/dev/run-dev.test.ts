import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestFolder, createWatchedTerminal } from '../cli.fixture.ts'
import { runCli } from '../run-cli.ts'

let setting: ReturnType<typeof createTestFolder>
beforeEach(() => {
  setting = createTestFolder()
})
afterEach(() => setting.remove())

const FAST = ['--port', '0', '--interval', '50ms', '--no-portal']

describe('boule dev', () => {
  test('with --json writes that it is ready, then each block in its order, and goes on after a restart', async () => {
    const first = createWatchedTerminal(setting.folder)
    const running = runCli(['dev', '--json', ...FAST], first.terminal)
    await first.until((text) => text.includes('"height":3'))
    first.stop()
    expect(await running).toBe(0)
    const lines = first
      .out()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines[0]).toMatchObject({ type: 'ready', chainId: 11_534_622, height: 0 })
    expect(lines[0]?.['accounts']).toHaveLength(10)
    expect(lines[0]?.['commands']).toHaveLength(3)
    const heights = lines.slice(1).map((line) => line['height'])
    expect(heights).toEqual(heights.map((_, index) => index + 1))
    expect(lines[1]).toMatchObject({ type: 'block', epoch: 1, transactions: 0 })
    expect(first.err()).toMatch(/^Stopped after block \d+; the next start goes on from there\.\n$/)

    const second = createWatchedTerminal(setting.folder)
    const again = runCli(['dev', '--json', ...FAST], second.terminal)
    await second.until((text) => text.includes('"type":"block"'))
    second.stop()
    expect(await again).toBe(0)
    const ready = JSON.parse(second.out().split('\n')[0] ?? '') as { readonly height: number }
    expect(ready.height).toBeGreaterThanOrEqual(heights.length)

    const third = createWatchedTerminal(setting.folder)
    const fresh = runCli(['dev', '--json', '--reset', ...FAST], third.terminal)
    await third.until((text) => text.includes('"type":"block"'))
    third.stop()
    expect(await fresh).toBe(0)
    expect(JSON.parse(third.out().split('\n')[0] ?? '')).toMatchObject({ height: 0 })
  })

  test('in a pipe says what to try and writes a line for each block', async () => {
    const watched = createWatchedTerminal(setting.folder)
    const running = runCli(['dev', ...FAST], watched.terminal)
    await watched.until((text) => text.includes('block 2 '))
    watched.stop()
    expect(await running).toBe(0)
    const out = watched.out()
    expect(out).toMatch(/RPC {7}http:\/\/127\.0\.0\.1:\d+ \(HTTP and WebSocket\)\n/)
    expect(out).toMatch(/dev:9 {2}0xa0Ee7A142d267C1f36714E4a8F75612F20a79720 {2}0x2a871d07/)
    expect(out).toContain('Everybody knows their keys')
    expect(out).toContain('phrase: test test test test test test test test test test test junk\n')
    expect(out).toMatch(
      / boule stake create \S+ 9,000,000 --days 91 --auto-stake --from dev:0 --rpc http/,
    )
    expect(out).toMatch(
      /\n\d\d:\d\d:\d\d {2}block 1 {2}epoch 1 {2}by [a-z#]+\n {10}epoch 1 began: 12 producers take over for 120 blocks\n/,
    )
    expect(out).not.toContain('\u001b')
  })

  test.each(['q', '\u0003'])(
    'on a terminal draws the view, follows its size and ends with the key %j',
    async (key) => {
      let press: (key: string) => void = () => undefined
      let redraw: () => void = () => undefined
      let size = { columns: 100, rows: 30 }
      const watched = createWatchedTerminal(setting.folder, {
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
      })
      const running = runCli(['dev', ...FAST], watched.terminal)
      await watched.until((text) => /Block \d+ {2}/.test(text))
      expect(watched.out()).toMatch(/Epoch 1 {2}[█░◇]+ {2}\d+ of 120 blocks/)
      expect(watched.out()).toMatch(/1 coredev +[\d,.]+ {2}producer/)
      size = { columns: 50, rows: 12 }
      const before = watched.out().length
      redraw()
      const resized = watched.out().slice(before)
      expect(resized.startsWith('\u001b[2J\u001b[H')).toBe(true)
      expect(resized.split('\r\n').length).toBeLessThanOrEqual(12)
      press(key)
      expect(await running).toBe(0)
      // The cursor comes back.
      expect(watched.out().endsWith('\u001b[?25h')).toBe(true)
    },
  )

  test('refuses to reset a folder that is not its own', async () => {
    const folder = path.join(setting.folder, 'precious')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'thesis.txt'), 'years of work')
    const watched = createWatchedTerminal(setting.folder)
    expect(await runCli(['dev', '--reset', '--data', 'precious', ...FAST], watched.terminal)).toBe(
      1,
    )
    expect(watched.err()).toBe(
      `boule: ${folder} is not a data directory of Boule (it has no identity.json); nothing was removed, name another with --data\n`,
    )
    expect(existsSync(path.join(folder, 'thesis.txt'))).toBe(true)
  })

  test('says in one line that the port or the data is in use', async () => {
    const first = createWatchedTerminal(setting.folder)
    const running = runCli(['dev', '--json', ...FAST], first.terminal)
    await first.until((text) => text.includes('"ready"'))
    const { rpcUrl } = JSON.parse(first.out().split('\n')[0] ?? '') as { readonly rpcUrl: string }
    const { port } = new URL(rpcUrl)
    for (const [args, message] of [
      [
        ['--data', 'other', '--port', port],
        /^boule: RPC on 127\.0\.0\.1:\d+: the port is in use[^\n]+\n$/,
      ],
      [FAST, /^boule: the data directory [^\n]+ is in use by process \d+[^\n]+\n$/],
      [['--reset', ...FAST], /^boule: the data directory [^\n]+ is in use by process \d+[^\n]+\n$/],
    ] as const) {
      const other = createWatchedTerminal(setting.folder)
      expect(await runCli(['dev', ...args], other.terminal)).toBe(1)
      expect(other.err()).toMatch(message)
    }
    first.stop()
    expect(await running).toBe(0)
  })
})
