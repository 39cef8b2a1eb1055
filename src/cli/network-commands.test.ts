import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CliRun, runCommand } from './cli.fixture.ts'
import { type Report, startTestDevnet } from './dev-node.fixture.ts'

// Commands against a real node in this process: a block for each transaction, and more on demand.

const DEV_0 = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const COIN = 10n ** 18n

let network: Awaited<ReturnType<typeof startTestDevnet>>
beforeAll(async () => {
  network = await startTestDevnet()
})
afterAll(() => network.close())

const run = (...args: readonly string[]): Promise<CliRun> => network.run(...args)
const json = <T>(...args: readonly string[]): Promise<T> => network.json<T>(...args)

describe('reading', () => {
  test('status names the network and where it stands', async () => {
    const { out, code } = await run('status')
    expect(code).toBe(0)
    expect(out).toContain('boule-devnet, chain id 11534622, for development')
    expect(out).toContain('supply       10,000,000,000 coins\n')
    expect(await json('status')).toMatchObject({
      chainId: 11_534_622,
      supplyRau: String(10_000_000_000n * COIN),
      dev: true,
    })
  })

  test('delegates shows the ranking, all of it or its head', async () => {
    const all = await json<readonly { rank: number; name: string; votesRau: string }[]>('delegates')
    expect(all.length).toBeGreaterThanOrEqual(62)
    expect(all[0]).toMatchObject({ rank: 1, name: 'coredev' })
    const { out } = await run('delegates', '--limit', '2')
    expect(out.split('\n')).toHaveLength(4)
    expect(out).toMatch(
      /^#  delegate +votes +self-stake +this epoch +remarks\n1  coredev +[\d,.]+ +[\d,.]+ +producer\n/,
    )
  })

  test('delegates --projected says who would be elected now', async () => {
    const set = await json<{ seats: readonly unknown[] }>('delegates', '--projected')
    expect(set.seats.length).toBeGreaterThanOrEqual(12)
    const { out } = await run('delegates', '--projected')
    expect(out).toMatch(/1 {2}coredev .*(produce|verify) +seated/)
  })

  test('epoch shows the running one, and what is wrong about another', async () => {
    const { out } = await run('epoch')
    expect(out).toMatch(/^epoch +\d+, running\nblocks +[\d,]+ to [\d,]+\n/)
    expect(await run('epoch', '999')).toEqual({
      code: 1,
      out: '',
      err: 'boule: there is no epoch 999 yet\n',
    })
  })

  test('over a WebSocket it is the same', async () => {
    const { out, code } = await run('status', '--rpc', network.rpcUrl.replace('http', 'ws'))
    expect(code).toBe(0)
    expect(out).toContain('chain id 11534622')
  })

  test.each([
    [['delegate', 'show', 'nobody'], 'there is no delegate "nobody"'],
    [['buckets', '999999'], 'there is no bucket 999999: it never existed or was withdrawn'],
    [['buckets', '--delegate', 'nobody'], 'there is no delegate "nobody"'],
    [
      ['stake', 'move', '999999', 'coredev', '--from', 'dev:0'],
      'there is no bucket 999999; `boule buckets --owner ACCOUNT` lists those of an account',
    ],
    [['dev', 'offline', 'nobody'], 'there is no delegate "nobody"'],
    [['stake', 'create', 'coredev', '100', '--from', 'nobody'], 'no account "nobody" in '],
    [
      ['stake', 'create', 'coredev', '100', '--from', '0x1234'],
      '"0x1234" has 4 characters after 0x; an address has 40',
    ],
    [
      ['stake', 'create', 'coredev', '100', '--from', 'dev:10'],
      'there is no dev:10; the devnet has dev:0 to dev:9',
    ],
    [
      ['stake', 'create', 'coredev', '100', '--from', 'dev:nobody'],
      'there is no delegate "nobody"',
    ],
    [['stake', 'create', 'coredev', '100'], 'say who signs with --from, such as --from dev:0'],
  ])('%j fails in one line', async (args, message) => {
    const { code, out, err } = await run(...args)
    expect(code).toBeGreaterThan(0)
    expect(out).toBe('')
    expect(err).toMatch(/^boule: [^\n]+\n$/)
    expect(err).toContain(message)
  })
})

describe('staking', () => {
  test('a bucket is created, filled up, moved, restaked and given away', async () => {
    const created = await json<Report>(
      'stake',
      'create',
      'cpc',
      '1,000',
      '--days',
      '91',
      '--auto-stake',
      '--from',
      'dev:0',
    )
    expect(created).toMatchObject({ done: true, feeRau: '10000000000000000' })
    const bucket = created.events[0]?.arguments['bucketIndex'] ?? ''
    expect(created.events).toEqual([
      expect.objectContaining({
        event: 'BucketCreated',
        text: `bucket ${bucket}: ${DEV_0} staked 1,000 coins on cpc for 91 days, auto-stake on`,
      }),
    ])
    const added = await run('stake', 'add', bucket, '0.5', '--from', 'dev:1')
    expect(added.err).toMatch(
      / adds 0\.5 coins to bucket \d+ \(1,000 coins for cpc\)\.\nSent as 0x/,
    )
    expect(added.out).toMatch(
      /^Done in block \d+\.\n {2}bucket \d+: 0x7099\S+ added 0\.5 coins; it holds 1,000\.5 coins now\n$/,
    )
    expect((await run('stake', 'move', bucket, 'coredev', '--from', 'dev:0')).out).toContain(
      'votes moved from cpc to coredev',
    )
    expect(
      (await run('stake', 'restake', bucket, '--days', '120', '--auto-stake', '--from', 'dev:0'))
        .out,
    ).toContain('restaked for 120 days, auto-stake on')
    expect((await run('stake', 'transfer', bucket, 'dev:2', '--from', 'dev:0')).out).toContain(
      `given by ${DEV_0} to 0x3C44`,
    )
    const [row] = (await json<{ items: readonly object[] }>('buckets', '--owner', 'dev:2')).items
    expect(row).toMatchObject({
      index: Number(bucket),
      delegateName: 'coredev',
      amountRau: '1000500000000000000000',
      durationDays: 120,
      autoStake: true,
    })
    const table = await run('buckets', bucket)
    expect(table.out).toMatch(/\n +\d+ {2}coredev +1,000\.50 +[\d,.]+ +120 {2}on +0x3C44/)
  })

  test('a bucket without a duration is unstaked and withdrawn after the wait', async () => {
    const created = await json<Report>('stake', 'create', 'cpc', '100', '--from', 'dev:3')
    const bucket = created.events[0]?.arguments['bucketIndex'] ?? ''
    expect((await run('stake', 'unstake', bucket, '--from', 'dev:3')).out).toContain(
      'cpc loses its votes',
    )
    const early = await run('stake', 'withdraw', bucket, '--from', 'dev:3')
    expect(early.code).toBe(1)
    expect(early.err).toMatch(
      /refused, and nothing was sent: The wait after unstaking bucket \d+ is over at \d{4}-\d\d-\d\d .* UTC\. \(WithdrawnTooEarly, code 209\)\n$/,
    )
    const { client } = network
    await client.request({ method: 'evm_increaseTime' as never, params: [61] as never })
    await client.request({ method: 'anvil_mine' as never, params: [1] as never })
    expect((await run('stake', 'withdraw', bucket, '--from', 'dev:3')).out).toContain(
      '100 coins went back to 0x90F7',
    )
    expect((await run('buckets', bucket)).code).toBe(1)
  })

  test.each([
    [
      ['stake', 'create', 'nobody', '100', '--from', 'dev:0'],
      'No delegate has the name "nobody". (CandidateNotFound, code 205)',
    ],
    [
      ['stake', 'create', 'cpc', '99', '--from', 'dev:0'],
      '99 coins are too little; at least 100 coins are needed. (AmountTooSmall, code 212)',
    ],
    [
      ['stake', 'unstake', '0', '--from', 'dev:0'],
      'and only its owner may do this. (NotBucketOwner, code 203)',
    ],
    [
      ['delegate', 'register', 'coredev', '--from', 'dev:0'],
      'Another delegate has the name "coredev". (NameIsTaken, code 211)',
    ],
    [
      ['delegate', 'register', 'Alpha', '--from', 'dev:0'],
      'a name has 1 to 12 characters, a to z and 0 to 9. (BadName, code 240)',
    ],
  ])('%j is refused with a plain sentence, and costs nothing', async (args, sentence) => {
    const { client } = network
    const before = await client.getBalance({ address: DEV_0 })
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('\nboule: refused, and nothing was sent: ')
    expect(err).toContain(sentence)
    expect(await client.getBalance({ address: DEV_0 })).toBe(before)
    const asJson = await run(...args, '--json')
    expect(JSON.parse(asJson.out)).toMatchObject({
      done: false,
      sent: false,
      refusal: { code: expect.any(Number) as number },
    })
  })

  test('more coins than there are is refused', async () => {
    const { err } = await run('stake', 'create', 'cpc', '10,000,001', '--from', 'dev:4')
    expect(err).toContain(
      '10,000,001 coins are needed and the account has 10,000,000 coins left after the fee',
    )
  })

  test('an account of the keystore signs under its password', async () => {
    await runCommand(['account', 'new', 'carol'], {
      ...network.setting,
      secrets: ['long enough', 'long enough'],
    })
    const [carol] = await json<readonly { address: string }[]>('account', 'list')
    const { client } = network
    const { privateKeyToAccount } = await import('viem/accounts')
    const rich = privateKeyToAccount(
      '0xdbda1821b80551c9d65939329250298aa3472ba22feea921c0cf5d620ea67b97',
    )
    const hash = await client.sendCoins({
      account: rich,
      to: carol?.address as `0x${string}`,
      amountRau: 500n * COIN,
    })
    await client.waitForOutcome({ hash })
    const args = ['stake', 'create', 'cpc', '100', '--from', 'carol', '--rpc', network.rpcUrl]
    const wrong = await runCommand(args, { ...network.setting, secrets: ['not this one'] })
    expect(wrong.err).toContain('boule: the password is wrong\n')
    const right = await runCommand(args, { ...network.setting, secrets: ['long enough'] })
    expect(right.out).toContain('staked 100 coins on cpc')
  })
})

describe('being a delegate', () => {
  test('a delegate registers with keys, keeps a profile, and is shown', async () => {
    expect((await run('keys', 'new', 'keys.json')).code).toBe(0)
    const keys = await json<{ consensusKey: string; blsKey: string }>('keys', 'show', 'keys.json')
    const registered = await json<readonly Report[]>(
      'delegate',
      'register',
      'alice',
      '2,000',
      '--days',
      '91',
      '--auto-stake',
      '--keys',
      'keys.json',
      '--from',
      'dev:5',
    )
    expect(registered.map((report) => report.events[0]?.event)).toEqual([
      'CandidateRegistered',
      'ConsensusKeySet',
      'BlsKeySet',
    ])
    await run(
      'delegate',
      'update',
      'alice',
      '--display-name',
      'Alice',
      '--link',
      'https://a.example',
      '--epoch-commission',
      '12.5',
      '--from',
      'dev:5',
    )
    const updated = await run(
      'delegate',
      'update',
      'alice',
      '--region',
      'Athens',
      '--reward',
      'dev:6',
      '--from',
      'dev:5',
    )
    expect(updated.out).toContain('alice: profile version 2')
    expect(await json('delegate', 'show', 'alice')).toMatchObject({
      name: 'alice',
      reward: '0x976EA74026E726554dB657fA54763abd0C3a0aa9',
      selfStakeRau: String(2000n * COIN),
      consensusKey: keys.consensusKey,
      blsKey: keys.blsKey,
      // What the second update did not name is still there.
      profile: {
        displayName: 'Alice',
        region: 'Athens',
        links: ['https://a.example'],
        epochCommissionBps: 1250,
      },
    })
    const { out } = await run('delegate', 'show', 'alice')
    expect(out).toMatch(/^delegate +alice, registration \d+\n/)
    expect(out).toContain('12.5 % of epoch rewards')
  })

  test('a delegate that the devnet began with acts under its public key', async () => {
    const { out } = await run(
      'delegate',
      'update',
      'cpc',
      '--website',
      'https://cpc.example',
      '--from',
      'dev:cpc',
    )
    expect(out).toContain('cpc: profile version 1')
    expect(
      (await run('delegate', 'update', 'alice', '--group', 'x', '--from', 'dev:alice')).err,
    ).toContain('alice is none of the delegates that the devnet began with')
  })
})

describe('epochs and rewards', () => {
  test('a delegate that is offline misses its blocks, the others are paid, and anyone claims for them', async () => {
    expect((await run('rewards', 'claim', '--from', 'dev:7')).err).toContain('has nothing to claim')
    const { startHeight, endHeight, epoch } = await json<{
      startHeight: number
      endHeight: number
      epoch: number
    }>('epoch')
    const [away] = await json<readonly { name: string }[]>('delegates', '--limit', '1')
    expect((await run('dev', 'offline', away?.name ?? '')).out).toContain(
      `${away?.name} is offline`,
    )
    await network.mineTo(endHeight - 1)
    const next = await json<{ phase: string; set: { seats: readonly unknown[] } }>('epoch', 'next')
    expect(next).toMatchObject({ phase: 'next' })
    expect(next.set.seats.length).toBeGreaterThanOrEqual(12)
    await network.mineTo(endHeight + 1)
    expect((await json<{ offline: boolean }>('dev', 'online', away?.name ?? '')).offline).toBe(
      false,
    )
    const settled = await json<{
      settlement: { blockRau: string; epochRau: string; foundationRau: string }
      activity: readonly { name: string; produced: number; missed: number; unproductive: boolean }[]
      grants: readonly { blockRau: string; epochRau: string; foundationRau: string }[]
    }>('epoch', String(epoch))
    const total = (field: 'blockRau' | 'epochRau' | 'foundationRau'): bigint =>
      settled.grants.reduce((sum, row) => sum + BigInt(row[field]), 0n)
    for (const field of ['blockRau', 'epochRau', 'foundationRau'] as const) {
      expect(String(total(field)), field).toBe(settled.settlement[field])
    }
    const absent = settled.activity.find((row) => row.name === away?.name)
    expect(absent).toMatchObject({ unproductive: true })
    expect(absent?.missed).toBeGreaterThan(0)
    // The last block’s producer is known one block later, so one block of the epoch counts into the next.
    const produced = settled.activity.reduce((sum, row) => sum + row.produced, 0)
    expect(produced).toBeGreaterThanOrEqual(endHeight - startHeight)
    const table = await run('epoch', String(epoch))
    expect(table.out).toMatch(/\npaid +[\d,.]+ coins at block [\d,]+\n/)
    expect(table.out).toMatch(/for blocks +by votes +bonus\n/)
    const shown = await json<{ unclaimedRau: string }>('rewards', 'show', 'droute')
    expect(BigInt(shown.unclaimedRau)).toBeGreaterThan(0n)
    expect(
      (await run('rewards', 'claim', '0.5', '--for', 'droute', '--from', 'dev:8')).out,
    ).toContain('0.5 coins of rewards paid to')
    const claimed = await json<Report>('rewards', 'claim', '--for', 'droute', '--from', 'dev:8')
    expect(claimed.events[0]).toMatchObject({
      event: 'RewardClaimed',
      arguments: { amountRau: String(BigInt(shown.unclaimedRau) - COIN / 2n) },
    })
    expect(await json('rewards', 'show', 'droute')).toMatchObject({ unclaimedRau: '0' })
  })
})
