import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { encryptKeystoreJson, Wallet } from 'ethers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestFolder, runCommand } from '../cli.fixture.ts'

const KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const ADDRESS = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

let setting: ReturnType<typeof createTestFolder>
beforeEach(() => {
  setting = createTestFolder()
})
afterEach(() => setting.remove())

function write(name: string, text: string): string {
  writeFileSync(path.join(setting.folder, name), text)
  return name
}

describe('boule account', () => {
  test('new asks twice for a password and stores an encrypted key for its owner only', async () => {
    const run = await runCommand(['account', 'new', 'alice'], {
      ...setting,
      secrets: ['long enough', 'long enough'],
    })
    expect(run.code).toBe(0)
    expect(run.out).toMatch(/^0x[0-9a-fA-F]{40}\n$/)
    const file = path.join(setting.environment.BOULE_HOME, 'keystore', 'alice.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
    // MetaMask, geth and ethers read the file: here ethers shows that the password opens it.
    const wallet = await Wallet.fromEncryptedJson(readFileSync(file, 'utf8'), 'long enough')
    expect(wallet.address).toBe(run.out.trim())
    const list = await runCommand(['account', 'list', '--json'], setting)
    expect(JSON.parse(list.out)).toEqual([
      { name: 'alice', address: wallet.address.toLowerCase(), path: file },
    ])
  })

  test('import takes a private key from a file and a password from a file', async () => {
    const run = await runCommand(
      [
        'account',
        'import',
        'dev',
        write('key', `${KEY}\n`),
        '--password-file',
        write('pw', 'long enough\nnote\n'),
        '--json',
      ],
      setting,
    )
    expect(run.code).toBe(0)
    expect(JSON.parse(run.out)).toMatchObject({ name: 'dev', address: ADDRESS })
    const table = await runCommand(['account', 'list'], setting)
    expect(table.out).toBe(`name  address\ndev   ${ADDRESS.toLowerCase()}\n`)
    const again = await runCommand(['account', 'import', 'other', 'key'], setting)
    expect(again).toEqual({
      code: 1,
      out: '',
      err: 'boule: this key is stored already, as "dev"\n',
    })
  })

  test('import takes over a keystore of another tool under its password', async () => {
    const json = await encryptKeystoreJson(new Wallet(KEY), 'theirs', {
      scrypt: { N: 1024, r: 8, p: 1 },
    })
    const run = await runCommand(['account', 'import', 'dev', write('utc.json', json)], {
      ...setting,
      secrets: ['theirs'],
    })
    expect(run).toMatchObject({ code: 0, out: `${ADDRESS}\n` })
  })

  test.each<readonly [string, readonly string[], readonly string[] | undefined, string]>([
    [
      'a name that is no name',
      ['new', '../x'],
      undefined,
      '"../x" cannot name an account; use up to 64 letters, digits, dots, dashes and underscores',
    ],
    [
      'a name like an address',
      ['new', '0xabc'],
      undefined,
      '"0xabc" looks like an address; choose another name',
    ],
    [
      'nobody to ask',
      ['new', 'a'],
      undefined,
      'no password: run this on a terminal, or name a file that holds it with --password-file',
    ],
    ['a short password', ['new', 'a'], ['short'], 'a password has at least 8 characters'],
    [
      'two passwords',
      ['new', 'a'],
      ['long enough', 'longer than that'],
      'the two passwords differ; nothing was written',
    ],
    [
      'a key that is none',
      ['import', 'a'],
      ['0x1234'],
      'what was typed is not a private key; one has 64 hex digits, perhaps after 0x',
    ],
    [
      'the key zero',
      ['import', 'a'],
      [`0x${'00'.repeat(32)}`],
      'this number is not a private key: it is zero, or not below the curve’s order',
    ],
  ])('refuses %s', async (_, args, secrets, message) => {
    const run = await runCommand(['account', ...args], {
      ...setting,
      ...(secrets === undefined ? {} : { secrets }),
    })
    expect(run.code).toBeGreaterThan(0)
    expect(run.out).toBe('')
    expect(run.err.split('\n').at(-2)).toBe(`boule: ${message}`)
    expect((await runCommand(['account', 'list', '--json'], setting)).out).toBe('[]\n')
  })

  test('never shows a key that it refuses', async () => {
    const run = await runCommand(['account', 'import', 'a', write('key', `${KEY}0`)], setting)
    expect(run.code).toBe(1)
    expect(run.err).not.toContain(KEY.slice(2, 20))
  })

  test('has no option for the password itself', async () => {
    const run = await runCommand(['account', 'new', 'a', '--password', 'secret'], setting)
    expect(run).toMatchObject({ code: 2, err: "boule: unknown option '--password'\n" })
  })
})
