import { existsSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestFolder, runCommand } from '../cli.fixture.ts'
import { CliError } from '../cli-error.ts'
import { askTestnet } from './control-client.ts'
import { controlSocketPath, parseControlRequest } from './control-protocol.ts'
import { type ControlServer, serveControl } from './control-server.ts'
import { nodeView, testnetView } from './testnet.fixture.ts'

let setting: ReturnType<typeof createTestFolder>
let server: ControlServer
let done: string[]

beforeEach(async () => {
  setting = createTestFolder()
  done = []
  const act = (what: string) => async (nodes: readonly string[]) => {
    if (nodes.includes('n9')) throw new CliError('there is no node n9; there are n1, n2')
    done.push(`${what} ${nodes.join(' ')}`)
  }
  server = await serveControl(
    {
      dir: setting.folder,
      kill: act('kill'),
      pause: act('pause'),
      partition: act('partition'),
      heal: act('heal'),
    },
    () =>
      testnetView({
        nodes: [nodeView('n1'), nodeView('n2', { state: 'killed', sample: undefined })],
      }),
  )
})

afterEach(async () => {
  await server.close()
  setting.remove()
})

function run(...args: string[]) {
  return runCommand(['testnet', ...args, '--data', setting.folder])
}

describe('control of a running testnet', () => {
  test.each([
    ['kill', ['n1'], 'kill n1', 'Killed: n1.\n'],
    ['pause', ['n1,n2'], 'pause n1 n2', 'Paused: n1, n2.\n'],
    ['partition', ['n1', 'n2'], 'partition n1 n2', 'Cut off: n1, n2.\n'],
    ['heal', ['all'], 'heal all', 'Healed: n1, n2.\n'],
  ])('%s passes the names on', async (action, nodes, passed, said) => {
    expect(await run(action, ...nodes)).toEqual({ code: 0, out: said, err: '' })
    expect(done).toEqual([passed])
  })

  test('prints what was done as JSON, too', async () => {
    const { out } = await run('kill', 'n1', '--json')
    expect(JSON.parse(out)).toEqual({ command: 'kill', nodes: ['n1'] })
  })

  test('status shows every node', async () => {
    const { code, out } = await run('status')
    expect(code).toBe(0)
    expect(out).toMatch(/^Block 1,234 everywhere · every 1\.00 s/)
    expect(out).toMatch(/\n n1 .*running .*\n n2 .*killed /)
    expect(JSON.parse((await run('status', '--json')).out)).toMatchObject({
      height: 1_234,
      nodes: [{ name: 'n1' }, { name: 'n2', state: 'killed' }],
    })
  })

  test('a refusal is one line', async () => {
    expect(await run('kill', 'n9')).toEqual({
      code: 1,
      out: '',
      err: 'boule: there is no node n9; there are n1, n2\n',
    })
    expect(await run('kill', ',')).toMatchObject({
      code: 2,
      err: 'boule: name a node, such as n1\n',
    })
    expect((await run('kil', 'n1')).err).toBe(
      "boule: unknown command 'testnet kil'; there are kill, pause, partition, heal and status\n",
    )
  })

  test('says that none runs: without socket, and with one that was left behind', async () => {
    const message = `no testnet runs in ${setting.folder}: start one with \`boule testnet\`, or name its folder with --data`
    await server.close()
    expect(existsSync(controlSocketPath(setting.folder))).toBe(false)
    expect((await run('status')).err).toBe(`boule: ${message}\n`)
    writeFileSync(controlSocketPath(setting.folder), '')
    await expect(askTestnet(setting.folder, { command: 'status' })).rejects.toThrow(message)
  })

  test('only this user may open the socket', () => {
    expect(statSync(controlSocketPath(setting.folder)).mode & 0o777).toBe(0o600)
  })

  test('survives what is no request', async () => {
    const answers = await Promise.all(
      ['{}\n', 'no\n', 'x'.repeat(70_000)].map((line) => {
        const socket = connect(controlSocketPath(setting.folder))
        socket.write(line)
        return text(socket).catch(() => '')
      }),
    )
    const refusal = '{"ok":false,"problem":"this is no request of a testnet"}\n'
    expect(answers).toEqual([refusal, refusal, ''])
    await askTestnet(setting.folder, { command: 'status' })
  })
})

test.each([
  ['null'],
  ['7'],
  ['{"command":"rm","nodes":["n1"]}'],
  ['{"command":"kill"}'],
  ['{"command":"kill","nodes":[]}'],
  ['{"command":"kill","nodes":[1]}'],
  ['{"command":"kill","nodes":"n1"}'],
])('%s is no request', (line) => {
  expect(parseControlRequest(line)).toBeUndefined()
})

test('a socket whose path is too long is refused before anything is started', () => {
  expect(() => controlSocketPath(path.join('/', 'x'.repeat(100)))).toThrow(
    /^\S+control\.sock has 114 bytes, and a socket's path may have 103: name a shorter folder with --data$/,
  )
})
