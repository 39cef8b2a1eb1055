import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CliRun } from './cli.fixture.ts'
import { type Report, startTestDevnet } from './dev-node.fixture.ts'

// Who backs a delegate, who owns it, and how it leaves, against a real node. The tests build on one another.

let network: Awaited<ReturnType<typeof startTestDevnet>>
beforeAll(async () => {
  network = await startTestDevnet()
})
afterAll(() => network.close())

const run = (text: string): Promise<CliRun> => network.run(...text.split(' '))
const json = <T>(text: string): Promise<T> => network.json<T>(...text.split(' '))

interface Shown {
  readonly owner: string
  readonly selfStakeBucket: number | null
  readonly eligible: boolean
  readonly reason: string | null
  readonly exit: null | 'queued' | number
  readonly retired: boolean
}

const show = (delegate: string): Promise<Shown> => json(`delegate show ${delegate}`)
const eventsOf = (report: Report): readonly string[] => report.events.map((one) => one.event)

/** A new bucket of an account for a delegate. */
async function stake(delegate: string, coins: number, from: string): Promise<string> {
  const report = await json<Report>(`stake create ${delegate} ${coins} --from ${from}`)
  return report.events[0]?.arguments['bucketIndex'] ?? ''
}

/** What a command says that is refused before anything is sent. */
async function refusal(text: string): Promise<string> {
  const { code, out, err } = await run(text)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/boule: [^\n]+\n$/)
  return err
}

let lent = ''

test('somebody endorses a delegate with a bucket, and its owner makes it the self-stake', async () => {
  lent = await stake('cpc', 5_000, 'dev:0')
  expect(await refusal(`delegate activate cpc ${lent} --from dev:cpc`)).toContain(
    '(BucketNotBacking, code 203)',
  )
  const endorsed = await run(`stake endorse ${lent} --from dev:0`)
  expect(endorsed.err).toContain(`endorses cpc with bucket ${lent} (5,000 coins for cpc).`)
  expect(endorsed.out).toContain(`bucket ${lent}: endorses cpc\n`)
  const activated = await run(`delegate activate cpc ${lent} --from dev:cpc`)
  expect(activated.err).toContain(
    `makes bucket ${lent} (5,000 coins for cpc) the self-stake of cpc.`,
  )
  expect(activated.out).toContain(`cpc: bucket ${lent} is its self-stake\n`)
  expect(await show('cpc')).toMatchObject({ selfStakeBucket: Number(lent), eligible: true })
  expect((await run(`buckets ${lent}`)).out).toContain('self-stake, endorses its delegate')
})

test('a delegate that is given away keeps the self-stake that endorses it', async () => {
  const before = await show('cpc')
  const given = await json<Report>('delegate transfer-ownership cpc dev:9 --from dev:cpc')
  expect(eventsOf(given)).toEqual(['CandidateOwnershipTransferred'])
  const after = await show('cpc')
  expect(after.owner).not.toBe(before.owner)
  expect(after).toMatchObject({
    owner: '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720',
    selfStakeBucket: Number(lent),
  })
})

test('a delegate that is given away without an endorsement loses its self-stake, and gets another', async () => {
  const given = await json<Report>('delegate transfer-ownership droute dev:8 --from dev:droute')
  expect(eventsOf(given)).toEqual(['CandidateOwnershipTransferred', 'SelfStakeReleased'])
  expect(await show('droute')).toMatchObject({ selfStakeBucket: null, reason: 'no-self-stake' })
  const own = await stake('droute', 300, 'dev:8')
  await json(`delegate activate droute ${own} --from dev:8`)
  expect(await show('droute')).toMatchObject({ selfStakeBucket: Number(own), eligible: true })
})

test('only the owner of the delegate that is named may act for it', async () => {
  const owner = '0xa0Ee7A142d267C1f36714E4a8F75612F20a79720'
  // dev:8 owns a delegate of its own, which none of these must touch.
  for (const text of [
    'delegate request-exit cpc --from dev:8',
    'delegate confirm-exit cpc --from dev:8',
    'delegate transfer-ownership cpc dev:7 --from dev:8',
    `delegate activate cpc ${lent} --from dev:8`,
    'delegate update cpc --group x --from dev:8',
  ]) {
    expect(await refusal(text)).toContain(
      `the delegate cpc belongs to ${owner}, and only its owner may do this; 0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f signs`,
    )
  }
  expect(await show('droute')).toMatchObject({ exit: null })
  expect(await refusal('delegate activate cpc 999999 --from dev:9')).toContain(
    'there is no bucket 999999; ',
  )
})

test('an endorsement in use is revoked after its announced end, and the self-stake goes with it', async () => {
  expect(await refusal(`stake revoke-endorsement ${lent} --from dev:0`)).toContain(
    'announce its end first. (EndorsementStands, code 204)',
  )
  const announced = await json<Report>(`stake announce-endorsement-end ${lent} --from dev:0`)
  const { endHeight = '' } = announced.events[0]?.arguments ?? {}
  expect(Number(endHeight)).toBe(announced.block + 60)
  expect(await refusal(`stake revoke-endorsement ${lent} --from dev:0`)).toContain(
    `can be revoked from block ${endHeight} on.`,
  )
  await network.mineTo(Number(endHeight))
  const revoked = await json<Report>(`stake revoke-endorsement ${lent} --from dev:0`)
  expect(eventsOf(revoked)).toEqual(['EndorsementRevoked', 'SelfStakeReleased'])
  expect(await show('cpc')).toMatchObject({ selfStakeBucket: null, eligible: false })
  expect(await refusal(`stake endorse ${lent} --from dev:1`)).toContain(
    '(NotBucketOwner, code 203)',
  )
})

test('a delegate leaves through the queue', async () => {
  expect(await refusal('delegate confirm-exit droute --from dev:8')).toContain(
    '(ExitNotRequested, code 247)',
  )
  const asked = await run('delegate request-exit droute --from dev:8')
  expect(asked.err).toContain('asks to leave with droute, which cannot be taken back.')
  expect(asked.out).toContain('droute: asked to leave\n')
  expect(await show('droute')).toMatchObject({ exit: 'queued', eligible: true })
  expect(await refusal('delegate confirm-exit droute --from dev:8')).toContain(
    '(ExitNotScheduled, code 248)',
  )
  const { endHeight } = await json<{ endHeight: number }>('epoch')
  await network.mineTo(endHeight + 1)
  const { exit } = await show('droute')
  expect(exit).toBe(endHeight + 1 + 120)
  expect((await run('delegate show droute')).out).toMatch(/\nexit +to be confirmed from block \d+/)
  expect(await refusal('delegate confirm-exit droute --from dev:8')).toContain(
    '(ExitTooEarly, code 249)',
  )
  await network.mineTo(Number(exit))
  const left = await json<Report>('delegate confirm-exit droute --from dev:8')
  expect(eventsOf(left)).toEqual(['CandidateDeactivated', 'SelfStakeReleased'])
  expect(await show('droute')).toMatchObject({ retired: true, reason: 'retired' })
})
