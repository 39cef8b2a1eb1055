import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PortalNetwork, startPortalNetwork } from './portal-network.ts'

let network: PortalNetwork
beforeAll(async () => {
  network = await startPortalNetwork({
    limits: { streamClients: 40, streamsPerClient: 30, streamHeartbeatMs: 50 },
  })
  await network.mine(3)
  await network.settle()
})
afterAll(() => network.close(), 60_000)

interface Told {
  readonly id: string
  readonly event: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Listens until `isEnough`, then goes. */
async function listen(
  query: string,
  isEnough: (told: readonly Told[], text: string) => boolean,
  headers: Record<string, string> = {},
  onOpen: () => Promise<void> = async () => undefined,
): Promise<readonly Told[]> {
  const stop = new AbortController()
  const answer = await fetch(`${network.base}/stream${query}`, { headers, signal: stop.signal })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const told: Told[] = []
  let text = ''
  let rest = ''
  let opening: Promise<void> | undefined
  for await (const part of answer.body ?? []) {
    opening ??= onOpen()
    const more = Buffer.from(part).toString('utf8')
    text += more
    rest += more
    const records = rest.split('\n\n')
    rest = records.pop() ?? ''
    for (const record of records) {
      const fields = Object.fromEntries(
        record.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]),
      )
      if (fields['data'] === undefined) continue
      const { id = '', event = '', data } = fields
      told.push({ id, event, data: JSON.parse(data) as Told['data'] })
    }
    if (isEnough(told, text)) break
  }
  stop.abort()
  await opening
  return told
}

const blocksOf = (told: readonly Told[]): readonly Told[] =>
  told.filter(({ event }) => event === 'block')

test('a new block is told, and a stake as a change of the ranking before it', async () => {
  const [account] = network.accounts
  if (account === undefined) throw new Error('an account')
  const told = await listen(
    '?kinds=block,ranking',
    (events) => blocksOf(events).length >= 1,
    {},
    async () => {
      await network.client.createStake({
        account,
        delegate: 'airfoil',
        amountRau: 10n ** 21n,
        durationDays: 91,
        autoStake: true,
      })
    },
  )
  expect(told.map(({ event }) => event)).toEqual(['ranking', 'block'])
  const [ranking, block] = told
  expect(ranking?.data['delegates']).toHaveLength(1)
  expect(block?.data).toMatchObject({ kind: 'block', transactions: 1 })
  expect(ranking?.id.split('.')[0]).toBe(block?.id.split('.')[0])
  await network.settle()
})

test('who comes back hears what was missed, once and in order, and then what is new', async () => {
  const first = await listen(
    '?kinds=block',
    (told) => told.length >= 1,
    {},
    () => network.mine(1),
  )
  await network.settle()
  await network.mine(7)
  await network.settle()
  const seen = first.at(-1)?.id ?? ''
  // A browser that comes back asks at the address of its first request, where it once had missed more.
  const later = await listen(
    '?after=1',
    (told) => blocksOf(told).length >= 9,
    { 'last-event-id': seen },
    () => network.mine(2),
  )
  const heights = blocksOf(later).map(({ data }) => Number(data['height']))
  const start = Number(seen.split('.')[0])
  expect(heights).toEqual(Array.from({ length: 9 }, (_, at) => start + 1 + at))
  await network.settle()
})

test('what is read again has the same places', async () => {
  const read = () => listen('?after=0', (told) => blocksOf(told).length >= 5)
  expect((await read()).slice(0, 5)).toEqual((await read()).slice(0, 5))
})

test('an epoch is told from election to settlement', async () => {
  const told = await listen(
    '?kinds=epoch',
    (events) => events.length >= 3,
    {},
    () => network.mine(150),
  )
  const phases = told.map(({ data }) => data['phase'])
  expect(new Set(phases)).toEqual(new Set(['elected', 'settled', 'started']))
  await network.settle()
})

test('who missed too much is told to read everything again', async () => {
  // The test before has made more than a hundred blocks.
  const told = await listen('?after=1', (events) => events.length >= 1)
  expect(told[0]).toMatchObject({ event: 'reset' })
  const ahead = await listen('?after=99999999', (events) => events.length >= 1)
  expect(ahead[0]).toMatchObject({ event: 'reset' })
})

test('the line is kept alive, and a wrong wish is refused', async () => {
  await listen('?kinds=proposal', (_, text) => text.includes(': still here'))
  for (const query of [
    '?kinds=colour',
    '?after=x',
    '?kinds=block,block,block,block,block',
    '?x=1',
  ]) {
    const answer = await fetch(`${network.base}/stream${query}`)
    expect([query, answer.status]).toEqual([query, 400])
    await answer.arrayBuffer()
  }
})

test('one client cannot take all places', async () => {
  const stop = new AbortController()
  // A question for the headers alone takes no place.
  for (let asked = 0; asked < 31; asked++) {
    expect((await fetch(`${network.base}/stream`, { method: 'HEAD' })).status).toBe(200)
  }
  const answers = await Promise.all(
    Array.from({ length: 31 }, () => fetch(`${network.base}/stream`, { signal: stop.signal })),
  )
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(30)
  const refused = answers.find(({ status }) => status === 503)
  expect(await refused?.json()).toMatchObject({ code: 'too-many-streams' })
  stop.abort()
})
