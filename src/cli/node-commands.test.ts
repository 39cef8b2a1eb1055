import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseGenesis } from '#params/genesis-file.ts'
import { startTestNetwork } from '#protocol/test-network.fixture.ts'
import { createTestFolder, createWatchedTerminal, runCommand } from './cli.fixture.ts'
import { runCli } from './run-cli.ts'

// A network of one's own: genesis file, node, and what it leaves on disk. The tests build on one another.

const OWNER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

let setting: ReturnType<typeof createTestFolder>
beforeAll(() => {
  setting = createTestFolder()
})
afterAll(() => setting.remove())

/** Runs a command that is written as one text; what holds blanks comes behind it. */
const run = (text: string, ...more: readonly string[]) =>
  runCommand([...text.split(' '), ...more], setting)

describe('boule genesis', () => {
  test('new writes a file that check accepts', async () => {
    await run('keys new alpha.json')
    const made = await run(
      `genesis new genesis.json --chain-id 424242 --name mine --preset devnet --reward-fund 1000 ` +
        `--delegate alpha:${OWNER}:1,200,000:alpha.json --account ${OWNER}:500`,
    )
    expect(made.code).toBe(0)
    expect(made.out).toContain('network  mine, chain id 424242\n')
    expect(made.out).toContain('supply   1,201,500 coins, 1,000 of them in the reward fund\n')
    const checked = await run('genesis check genesis.json --json')
    expect(checked.code).toBe(0)
    expect(JSON.parse(checked.out)).toMatchObject({
      valid: true,
      chainId: 424_242,
      delegates: 1,
      buckets: 1,
    })
  })

  test('new writes phases, check prints them, and a network of the file widens at their epochs', async () => {
    const delegates = ['a', 'b', 'c', 'd'].map((name, at) => [
      '--delegate',
      `${name}:0x${`${at + 1}`.repeat(40)}:1200000`,
    ])
    const made = await run(
      'genesis new phases.json --chain-id 424244 --name wide --preset devnet --phase 1:2:1 --phase 3:3:2 --phase 4:36:24',
      ...delegates.flat(),
    )
    expect(made.code).toBe(0)
    const { out } = await run('genesis check phases.json')
    expect(out).toMatch(
      /\nelects +2 delegates, 1 of them producers\nfrom epoch 3 +3 delegates, 2 of them producers\nfrom epoch 4 +36 delegates, 24 of them producers\n/,
    )
    const file = readFileSync(path.join(setting.folder, 'phases.json'), 'utf8')
    const checked = await run('genesis check phases.json --json')
    expect(JSON.parse(checked.out)).toMatchObject({
      consensusDelegates: 2,
      producers: 1,
      schedule: [
        { fromEpoch: 3, set: { consensusDelegates: 3, producers: 2 } },
        { fromEpoch: 4, set: { consensusDelegates: 36, producers: 24 } },
      ],
    })
    const network = startTestNetwork(parseGenesis(JSON.parse(file)))
    network.advanceTo(3 * 120)
    const seats = [1, 2, 3, 4].map(
      (epoch) => network.machine.world.election.sets.get(epoch)?.seats ?? [],
    )
    // From epoch 4 there is room for more than there are: all are elected, and all produce.
    expect(seats.map((one) => one.length)).toEqual([2, 2, 3, 4])
    expect(seats.map((one) => one.filter((seat) => seat.producer).length)).toEqual([1, 1, 2, 4])
  })

  test('new never replaces a file', async () => {
    const before = readFileSync(path.join(setting.folder, 'genesis.json'), 'utf8')
    const again = await run(
      `genesis new genesis.json --chain-id 1 --name x --preset devnet ` +
        `--delegate beta:${OWNER}:1200000`,
    )
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringContaining('genesis.json: it exists already') as string,
    })
    expect(readFileSync(path.join(setting.folder, 'genesis.json'), 'utf8')).toBe(before)
  })

  test.each<readonly [string, readonly string[], string]>([
    [
      'nobody who could serve',
      [],
      'delegates must have at least one with a self-stake of minActiveStakeRau',
    ],
    [
      'an owner that is none',
      ['--delegate', 'a:0x12:1200000'],
      '"0x12" is no address: write 0x and 40 hex digits, or io1…',
    ],
    [
      'a key file that is not there',
      ['--delegate', `a:${OWNER}:1200000:none.json`],
      'none.json: no such file or folder',
    ],
    [
      'a delegate half written',
      ['--delegate', 'a'],
      'write NAME:OWNER:COINS or NAME:OWNER:COINS:KEYFILE.',
    ],
    ['an account half written', ['--account', OWNER], 'write ADDRESS:COINS.'],
    [
      'a phase half written',
      ['--phase', '10:36'],
      'write EPOCH:ELECTED:PRODUCERS, such as 10:36:24; epochs count from 1.',
    ],
    ['a phase of epoch 0', ['--phase', '0:36:24'], 'write EPOCH:ELECTED:PRODUCERS'],
    [
      'a phase that elects nobody',
      ['--phase', '1:0:0'],
      '--phase 1:0:0: consensusDelegates must be a whole number of delegates from 1 to 100, not "0"',
    ],
    [
      'a phase whose producers are no number',
      ['--phase', '2:36:many'],
      '--phase 2:36:many: producers must be a whole number of delegates from 1 to 100, not "many"',
    ],
    [
      'a first phase with more producers than elected',
      ['--phase', '1:12:24'],
      'rules: producers (24) must not be more than consensusDelegates (12)',
    ],
    [
      'a later phase whose producers cannot share an epoch',
      ['--phase', '1:12:12', '--phase', '5:36:7'],
      'schedule[0]: blocksPerEpoch (8640) must be a multiple of producers (7)',
    ],
    [
      'phases that do not ascend',
      ['--phase', '5:12:12', '--phase', '5:36:24'],
      'schedule[1].fromEpoch must be above 5: the list ascends',
    ],
    [
      'two phases of epoch 1',
      ['--phase', '1:12:12', '--phase', '1:36:24'],
      'schedule[0].fromEpoch must be above 1: the list ascends',
    ],
    [
      'a preset that is none',
      ['--preset', 'moon'],
      'Allowed choices are mainnet, devnet, iotex-2019.',
    ],
  ])('new refuses %s', async (_, args, message) => {
    const made = await run('genesis new other.json --chain-id 5 --name x', ...args)
    expect(made.code).toBeGreaterThan(0)
    expect(made.err).toMatch(/^boule: [^\n]+\n$/)
    expect(made.err).toContain(message)
    expect(readdirSync(setting.folder)).not.toContain('other.json')
  })

  test('check names every field that is wrong', async () => {
    const file = JSON.parse(
      readFileSync(path.join(setting.folder, 'genesis.json'), 'utf8'),
    ) as Record<string, unknown>
    const wrong = { ...file, chainId: 'x', supplyRau: '1', surprise: true }
    writeFileSync(path.join(setting.folder, 'wrong.json'), JSON.stringify(wrong))
    const checked = await run('genesis check wrong.json')
    expect(checked.code).toBe(1)
    expect(checked.err).toContain('boule: wrong.json: chainId must be a whole number')
    expect(checked.err).toContain('surprise is not a field')
    writeFileSync(path.join(setting.folder, 'text.json'), 'nonsense')
    expect(await run('genesis check text.json')).toEqual({
      code: 1,
      out: '',
      err: 'boule: text.json: the file is not JSON\n',
    })
  })
})

describe('boule node', () => {
  test('runs the network of a genesis file until it is asked to end', async () => {
    const watched = createWatchedTerminal(setting.folder)
    const running = runCli(
      [
        'node',
        '--genesis',
        'genesis.json',
        '--data',
        'data',
        '--port',
        '0',
        '--engine',
        'embedded',
        '--interval',
        '50ms',
        '--json',
        '--log-level',
        'error',
      ],
      watched.terminal,
    )
    await watched.until((text) => text.includes('\n'))
    const ready = JSON.parse(watched.out()) as { readonly rpcUrl: string }
    expect(ready).toMatchObject({ type: 'ready', chainId: 424_242 })
    // A network that is no devnet has no accounts that everybody may use, and no delegate goes offline by command.
    const refused = await runCommand(
      ['stake', 'create', 'alpha', '100', '--from', 'dev:0', '--rpc', ready.rpcUrl],
      setting,
    )
    expect(refused.err).toContain('dev:0 has a public key and is for devnets only')
    const offline = await runCommand(['dev', 'offline', 'alpha', '--rpc', ready.rpcUrl], setting)
    expect(offline.err).toContain('is no development network')
    await mineSome(ready.rpcUrl)
    const busy = await run('db verify --data data --genesis genesis.json')
    expect(busy).toMatchObject({
      code: 1,
      err: expect.stringContaining('is in use by process') as string,
    })
    watched.stop()
    expect(await running).toBe(0)
  })

  test.each<readonly [string, readonly string[], string]>([
    ['without a genesis', [], "required option '--genesis <file>' not specified"],
    [
      'with a genesis that is wrong',
      ['--genesis', 'wrong.json'],
      'wrong.json is not a usable genesis: ',
    ],
    [
      'with a genesis that is not there',
      ['--genesis', 'none.json'],
      'none.json: no such file or folder',
    ],
    [
      'with data that is a file',
      ['--genesis', 'genesis.json', '--data', 'genesis.json'],
      'genesis.json: it is a file, not a folder',
    ],
    [
      'with a host that is none',
      ['--genesis', 'genesis.json', '--host', 'a b'],
      'rpcHost is "a b"',
    ],
    [
      'with data of another network',
      ['--genesis', 'second.json', '--data', 'data'],
      'is of chain 424242 with genesis',
    ],
  ])('%s does not start', async (_, args, message) => {
    await run(
      `genesis new second.json --chain-id 424243 --name second --preset devnet ` +
        `--delegate alpha:${OWNER}:1200000`,
    )
    const started = await run('node --engine embedded --port 0 --log-level error', ...args)
    expect(started.code).toBeGreaterThan(0)
    expect(started.err).toMatch(/^boule: [^\n]+\n$/)
    expect(started.err).toContain(message)
  })
})

describe('boule db', () => {
  const data = ['--data', 'data', '--genesis', 'genesis.json']

  test('verify executes every block again and finds nothing wrong', async () => {
    const verified = await run('db verify --json', ...data)
    expect(verified.code).toBe(0)
    const report = JSON.parse(verified.out) as {
      readonly height: number
      readonly replayedBlocks: number
    }
    expect(report).toMatchObject({ firstHeight: 1, problems: [] })
    expect(report.height).toBeGreaterThan(0)
    expect(report.replayedBlocks).toBe(report.height)
    const quick = await run('db verify --no-replay', ...data)
    expect(quick.out).toMatch(/0 executed again\n[^]*verdict +all is well\n$/)
  })

  test('snapshot writes one that verify takes and the next start begins from', async () => {
    const written = await run('db snapshot --json', ...data)
    const { height } = JSON.parse(written.out) as { readonly height: number }
    expect(height).toBeGreaterThan(0)
    const verified = await run('db verify', ...data)
    expect(verified.out).toContain(`1 of 1 good, block ${height}\n`)
    expect(JSON.parse((await run('db snapshot --json', ...data)).out)).toMatchObject({
      height,
      replayedBlocks: 0,
    })
  })

  test('rollback takes the last block out, and refuses what is no block before', async () => {
    const { height } = JSON.parse((await run('db verify --no-replay --json', ...data)).out) as {
      readonly height: number
    }
    const refused = await run(`db rollback --to ${height}`, ...data)
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining(`end at height ${height}: give a height below`) as string,
    })
    const { out } = await run(`db rollback --to ${height - 1}`, ...data)
    expect(out).toContain(`Went back from block ${height} to ${height - 1}; the next start begins`)
    const report = JSON.parse((await run('db verify --json', ...data)).out) as object
    expect(report).toMatchObject({ height: height - 1, replayedBlocks: height - 1, problems: [] })
    expect((await run('db snapshot', ...data)).code).toBe(0)
  })

  test('verify says what is damaged', async () => {
    const folder = path.join(setting.folder, 'data', 'snapshots')
    const [name = ''] = readdirSync(folder)
    const file = path.join(folder, name)
    const bytes = readFileSync(file)
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff
    writeFileSync(file, bytes)
    const verified = await run('db verify', ...data)
    expect(verified.code).toBe(1)
    expect(verified.out).toMatch(/verdict +1 problem\n$/)
    expect(verified.err).toMatch(/^boule: [^\n]*snapshot[^\n]*\n$/)
  })

  test.each<readonly [readonly string[], string]>([
    [['--data', 'none'], 'none: no such file or folder'],
    [['--data', 'data'], 'the data is of chain 424242; name its genesis file with --genesis'],
    [['--data', 'home'], 'is not a data directory of Boule: it has no identity.json'],
    [['--data', 'data', '--genesis', 'second.json'], 'is of chain 424242 with genesis'],
  ])('%j fails in one line', async (args, message) => {
    await runCommand(['account', 'new', 'dave'], {
      ...setting,
      secrets: ['long enough', 'long enough'],
    })
    for (const command of ['verify', 'snapshot', 'rollback --to 1']) {
      const { code, err } = await run(`db ${command}`, ...args)
      expect(code).toBeGreaterThan(0)
      expect(err).toMatch(/^boule: [^\n]+\n$/)
      expect(err).toContain(message)
    }
  })
})

/** Waits for a few blocks by asking for them. */
async function mineSome(rpcUrl: string): Promise<void> {
  const { createBouleClient } = await import('#sdk/create-boule-client.ts')
  const client = createBouleClient({ url: rpcUrl, pollingIntervalMs: 20 })
  await new Promise<void>((resolve, reject) => {
    const unwatch = client.watchBlockNumber({
      emitOnBegin: true,
      onBlockNumber: (height) => {
        if (height < 5n) return
        unwatch()
        resolve()
      },
      onError: reject,
    })
  })
}
