import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createWatchedTerminal, runCommand } from './cli.fixture.ts'
import { createProgram } from './program.ts'
import { readVersion } from './version.ts'

/** Commands that do something without one below them, too. */
const DO_THEMSELVES: readonly string[] = ['dev', 'testnet']

/** A command and those below it that do something, by their words. */
function listPaths(command: Command): readonly string[] {
  const below = command.commands.flatMap(listPaths).map((path) => `${command.name()} ${path}`)
  const isGroup = below.length > 0 && !DO_THEMSELVES.includes(command.name())
  return isGroup ? below : [command.name(), ...below]
}

const PATHS = createProgram(
  { ...createWatchedTerminal('.').terminal, atEnd: () => undefined },
  () => undefined,
  () => undefined,
).commands.flatMap(listPaths)

describe('boule', () => {
  test('without a command shows its help', async () => {
    const { code, out, err } = await runCommand([])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const command of [
      'dev',
      'node',
      'testnet',
      'cometbft',
      'keys',
      'status',
      'delegates',
      'delegate',
      'stake',
      'buckets',
      'rewards',
      'epoch',
      'account',
      'genesis',
      'db',
      'calc',
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'))
    }
  })

  test('its README lists every command, and no other', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('## Files'))
    const listed = [...table.matchAll(/^\|([^|]+)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    )
    expect(new Set(listed)).toEqual(new Set(PATHS))
  })

  test.each(PATHS)('%s --help explains itself', async (words) => {
    const { code, out, err } = await runCommand([...words.split(' '), '--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`Usage: boule ${words} `)
  })

  test('--version prints the version of the package', async () => {
    expect(await runCommand(['--version'])).toEqual({ code: 0, out: `${readVersion()}\n`, err: '' })
    expect(readVersion()).toMatch(/^\d+\.\d+\.\d+/)
  })

  test.each([
    [['stauts'], "unknown command 'stauts'; did you mean status?"],
    [['calc', 'vote'], "unknown command 'vote'; did you mean votes?"],
    [['dev', 'offlin'], "unknown command 'dev offlin'; there are dev offline and dev online"],
    [['stake'], 'say what to do: `boule stake --help` lists the commands'],
    [['status', '--jsn'], "unknown option '--jsn'; did you mean --json?"],
    [['status', 'extra'], "too many arguments for 'status'. Expected 0 arguments but got 1."],
    [['stake', 'create'], "missing required argument 'delegate'"],
    [
      ['stake', 'create', 'a', '1e18'],
      "value '1e18' is invalid for argument 'amount'. write coins with at most 18 decimals, such as 1000 or 12.5.",
    ],
    [
      ['stake', 'create', 'a', '1', '--days', '1051'],
      "option '--days <days>' argument '1051' is invalid. write a whole number from 0 to 1050.",
    ],
    [
      ['stake', 'move', 'x', 'a'],
      "value 'x' is invalid for argument 'bucket'. write a whole number from 0 to 9007199254740991.",
    ],
    [
      ['dev', '--port', '65536'],
      "option '--port <port>' argument '65536' is invalid. write a whole number from 0 to 65535.",
    ],
    [
      ['dev', '--interval', '1ms'],
      "option '--interval <time>' argument '1ms' is invalid. write a time from 50ms to 3600s, such as 500ms or 2s.",
    ],
    [['dev', '--instant', '--interval', '1s'], '--instant and --interval exclude each other'],
    [
      ['status', '--rpc', 'ftp://x'],
      "option '--rpc <url>' argument 'ftp://x' is invalid. write an address such as http://127.0.0.1:8545.",
    ],
    [
      ['epoch', 'last'],
      "value 'last' is invalid for argument 'epoch'. write the number of an epoch, or next.",
    ],
    [['delegate', 'update', 'a'], 'nothing to change; see `boule delegate update --help`'],
    [
      ['delegate', 'update', 'a', '--block-commission', '100.01'],
      "option '--block-commission <percent>' argument '100.01' is invalid. write percent from 0 to 100 with at most two decimals, such as 12.5.",
    ],
    [['genesis', 'new', 'x.json'], "required option '--chain-id <number>' not specified"],
    [
      ['portal', '--trust-proxy', '10.0.0.0/40'],
      `option '--trust-proxy <address>' argument '10.0.0.0/40' is invalid. "10.0.0.0/40" is no IP address: 127.0.0.1, or a network as 10.0.0.0/8.`,
    ],
  ])('%j is refused in one line with exit code 2', async (args, message) => {
    expect(await runCommand(args)).toEqual({ code: 2, out: '', err: `boule: ${message}\n` })
  })

  test.each([
    [
      ['status', '--rpc', 'http://127.0.0.1:1'],
      'no node answers at http://127.0.0.1:1; start one with `boule dev`, or name another with --rpc URL',
    ],
    [
      ['status', '--rpc', 'ws://127.0.0.1:1'],
      'no node answers at ws://127.0.0.1:1; start one with `boule dev`, or name another with --rpc URL',
    ],
    [['genesis', 'check', '/there/is/none'], '/there/is/none: no such file or folder'],
    [['genesis', 'check', '/'], '/: it is a folder, not a file'],
    [['keys', 'show', '/there/is/none'], '/there/is/none: no such file or folder'],
  ])('%j fails in one line with exit code 1', async (args, message) => {
    expect(await runCommand(args)).toEqual({ code: 1, out: '', err: `boule: ${message}\n` })
  })

  test('a bad $BOULE_RPC is named', async () => {
    const { err } = await runCommand(['status'], { environment: { BOULE_RPC: 'nonsense' } })
    expect(err).toBe(
      'boule: $BOULE_RPC is "nonsense"; write an address such as http://127.0.0.1:8545\n',
    )
  })
})

describe('boule calc', () => {
  test('reads JSON lines and writes JSON lines', async () => {
    const input =
      '{"amountRau":"1000000000000000000000","days":91,"autoStake":true,"selfStake":false,"rule":"native"}\n'
    expect(await runCommand(['calc', 'votes'], { input })).toEqual({
      code: 0,
      out: '{"votes":"1285430136654545529850"}\n',
      err: '',
    })
  })

  test('ends with exit code 1 when a line is wrong', async () => {
    const { code, out } = await runCommand(['calc', 'epoch'], { input: 'nonsense\n' })
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ line: 1 })
  })
})
