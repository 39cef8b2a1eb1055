import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '#api/contract/route.ts'
import { ROUTES } from '#api/contract/routes.ts'
import { listOperations } from './fuzz/operations.ts'
import { fuzzOperations } from './fuzz/fuzz-operations.ts'
import { fillPath, readSampleValues } from './fuzz/sample-values.ts'
import { OWN_PAGE, type PortalNetwork, signIn, startPortalNetwork } from './portal-network.ts'
import { makeTraffic, ownerOf } from './traffic.ts'

let network: PortalNetwork
const mistakes = (): readonly string[] => network.log.filter((line) => line.includes(' failed: '))

beforeAll(async () => {
  const moderator = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
  network = await startPortalNetwork({ moderators: [moderator] })
  await makeTraffic(network)
  await write(await cookie(), { kind: 'question', text: 'Why?' })
})

afterAll(() => network.close(), 60_000)

const READS = ROUTES.filter(({ method, id }) => method === 'GET' && id !== 'getStream')

describe('on a network with traffic', () => {
  test.each(READS.map((route) => [route.id, route] as const))(
    '%s answers its schema',
    async (_, route) => {
      const headers = route.access === 'all' ? {} : { cookie: await cookie() }
      const answer = await fetch(`${network.base}${await pathOf(route)}`, { headers })
      const text = await answer.text()
      expect([answer.status, answer.ok ? '' : text]).toEqual([200, ''])
      expect(answer.headers.get('content-type')).toContain(route.type)
      if (route.type !== 'application/json') return
      const parsed = route.answer.safeParse(JSON.parse(text))
      expect(parsed.error).toBeUndefined()
      if (route.id !== 'getHealth') {
        expect(Number(answer.headers.get('x-boule-height'))).toBeGreaterThan(0)
      }
    },
  )

  test.each(
    READS.filter(({ item }) => item !== undefined).map((route) => [route.id, route] as const),
  )('%s gives the same rows page by page, in one page and as CSV', async (_, route) => {
    const list = route
    const headers = list.access === 'all' ? {} : { cookie: await cookie() }
    const path = await pathOf(list)
    const join = path.includes('?') ? '&' : '?'
    const whole = await readList(`${path}${join}limit=40`, headers)
    const pieces: unknown[] = []
    let cursor = ''
    do {
      const page = await readList(`${path}${join}limit=7${cursor}`, headers)
      expect(page.items.length).toBeLessThanOrEqual(7)
      pieces.push(...page.items)
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '' && pieces.length < 40)
    expect(pieces.slice(0, whole.items.length)).toEqual(whole.items)
    const csv = await fetch(`${network.base}${path}${join}limit=40&format=csv`, { headers })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(countRecords(await csv.text())).toBe(whole.items.length + 1)
  })

  test('there is something in the lists that the traffic fills', async () => {
    const paths = [
      '/events',
      '/transactions',
      '/claims',
      '/grants',
      '/proposals/1/ballots',
      '/proposals/1/supports',
      '/proposals/1/transitions',
      '/proposals/1/non-voters',
      '/epochs/2/seats',
      '/epochs/2/grants',
      '/delegates?search=cmd',
    ]
    for (const path of paths)
      expect([path, (await readList(path)).items.length]).not.toEqual([path, 0])
  })

  test('figures of rows beside others are their own', async () => {
    const transitions = await readList('/proposals/1/transitions')
    expect(transitions.items).toMatchObject(transitions.items.map((_, place) => ({ place })))
    const [first] = network.accounts
    const { items } = await readList(`/delegates/${await firstDelegate()}/voters?limit=1000`)
    const own = items.find((item) => (item as { readonly owner: string }).owner === first?.address)
    expect(own).toMatchObject({ delegate: null, buckets: 1 })
    const proposals = await readList('/proposals')
    expect(proposals.items).toMatchObject([
      { id: 2, delegate: null },
      { id: 1, delegate: null },
    ])
  })

  test('supports and ballots of one account are found', async () => {
    const supports = await readList('/proposals/1/supports?limit=40')
    const ballots = await readList('/proposals/1/ballots?limit=40')
    expect(supports.items.length).toBeGreaterThan(20)
    for (const [path, whole, name] of [
      ['supports?account', supports, 'account'],
      ['ballots?voter', ballots, 'voter'],
    ] as const) {
      const wanted = whole.items[3] as Readonly<Record<string, string>>
      const { items } = await readList(`/proposals/1/${path}=${wanted[name]}`)
      expect([path, items]).toEqual([path, [wanted]])
      const [stranger] = network.accounts
      expect((await readList(`/proposals/1/${path}=${stranger?.address}`)).items).toEqual([])
    }
  })

  test('posts say who supports a proposal and who owns a delegate, as the chain knows', async () => {
    const { items } = await readList('/delegates?limit=2&sort=rank')
    const [, second] = items as readonly { readonly id: string; readonly name: string }[]
    const owner = await signIn(network, ownerOf(second?.name ?? ''))
    const support = await readList(
      `/proposals/1/supports?account=${ownerOf(second?.name ?? '').address}`,
    )
    const [{ epoch, powerRau }] = support.items as [{ epoch: number; powerRau: string }]
    const text = { kind: 'comment', text: 'I stand behind this.' }
    expect(await write(owner, text)).toMatchObject({
      relation: { kind: 'supporter', sinceEpoch: epoch, powerRau },
      newcomer: false,
    })
    expect(await write(owner, text, `delegate:${second?.id}`)).toMatchObject({
      relation: { kind: 'delegate', sinceEpoch: null, powerRau: null },
      delegate: { id: second?.id, name: second?.name },
    })
  })

  test('a refused transaction says why', async () => {
    const { items } = await readList('/transactions?limit=1000')
    const refused = items.filter((item) => !(item as { readonly status: boolean }).status)
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({
      outcome: expect.stringMatching(/^[A-Z]/),
      meaning: expect.any(String),
    })
  })

  test('CSV has no cell that a spreadsheet would run', async () => {
    const csv = await (await fetch(`${network.base}/delegates?format=csv`)).text()
    expect(csv).toContain('\'=cmd()|<b>""Ünïcode"", 1')
    for (const line of csv.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/)
  })

  test('an answer that the client has is not sent again', async () => {
    const url = `${network.base}/epochs/1/draw`
    const first = await fetch(url)
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^W\/"/)
    const second = await fetch(url, { headers: { 'if-none-match': tag } })
    expect([second.status, await second.text()]).toEqual([304, ''])
  })

  test('every operation, with thousands of right and wrong values', async () => {
    const report = await fuzzOperations({
      base: network.base,
      operations: listOperations(),
      cookie: await cookie(),
      seed: 20_261_122,
      casesPerOperation: 40,
      pool: await readSampleValues(network.base),
    })
    process.stdout.write(`API fuzzer: ${JSON.stringify(report.counts)}\n`)
    expect(report.failures).toEqual([])
    expect(report.counts.requests).toBeGreaterThan(2_500)
    expect(report.counts.accepted).toBeGreaterThan(600)
    expect(report.counts.refused).toBeGreaterThan(600)
    expect(report.operations.size).toBe(ROUTES.length - 1)
    const never = (kind: 'accepted' | 'refused') =>
      [...report.operations].flatMap(([id, counts]) => (counts[kind] === 0 ? [id] : []))
    expect(never('accepted')).toEqual(NEVER_ACCEPTED)
    expect(never('refused')).toEqual([])
    expect(mistakes()).toEqual([])
  })
})

/** A signature of a fresh sign-in is nothing that can be guessed. */
const NEVER_ACCEPTED = ['createSession']

async function write(
  writer: string,
  body: unknown,
  subject = 'proposal:1',
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${network.base}/threads/${subject}/posts`, {
    method: 'POST',
    headers: { ...OWN_PAGE, cookie: writer, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Readonly<Record<string, unknown>>
}

async function firstDelegate(): Promise<string> {
  const { items } = await readList('/delegates?limit=1&sort=rank')
  return (items[0] as { readonly id: string }).id
}

let known: string | undefined

async function cookie(): Promise<string> {
  const [moderator] = network.accounts
  if (moderator === undefined) throw new Error('an account')
  known ??= await signIn(network, moderator)
  return known
}

async function pathOf(route: Route): Promise<string> {
  return fillPath(route, await readSampleValues(network.base))
}

interface ListAnswer {
  readonly items: readonly unknown[]
  readonly next: string | null
}

async function readList(path: string, headers: Record<string, string> = {}): Promise<ListAnswer> {
  const answer = await fetch(`${network.base}${path}`, { headers })
  return (await answer.json()) as ListAnswer
}

/** Records of a CSV, quotes heeded. */
function countRecords(csv: string): number {
  let isQuoted = false
  let records = 0
  for (const character of csv) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === '\n' && !isQuoted) records++
  }
  return records
}
