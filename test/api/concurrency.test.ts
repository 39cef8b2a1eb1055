import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestPostgres, startPostgres } from '../postgres/start-postgres.ts'
import {
  makeSignIn,
  OWN_PAGE,
  type PortalNetwork,
  postSignIn,
  signIn,
  startPortalNetwork,
} from './portal-network.ts'

let postgres: TestPostgres
let databaseUrl: string
let network: PortalNetwork
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.createDatabase()
  const moderator = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
  network = await startPortalNetwork({
    databaseUrl,
    moderators: [moderator],
    limits: { postsPerHour: 5 },
  })
  await network.mine(1)
  await network.settle()
})
afterAll(async () => {
  await network.close()
  await postgres.close()
})

function account(place: number): PortalNetwork['accounts'][number] {
  const one = network.accounts[place]
  if (one === undefined) throw new Error('an account')
  return one
}

async function send(
  method: string,
  path: string,
  cookie: string,
  body: unknown,
  base = network.base,
) {
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: { ...OWN_PAGE, cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, json: (await answer.json()) as Readonly<Record<string, unknown>> }
}

async function subject(): Promise<string> {
  const answer = await fetch(`${network.base}/delegates/airfoil`)
  return `delegate:${((await answer.json()) as { readonly id: string }).id}`
}

function sorted(answers: readonly { readonly status: number }[]): number[] {
  return answers.map(({ status }) => status).sort((a, b) => a - b)
}

const times = <T>(number: number, run: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: number }, (_, at) => run(at)))

test('of many sign-ins with the same number at the same time one works', async () => {
  const body = await makeSignIn(network, account(1))
  const answers = await times(12, () => postSignIn(network, body))
  const statuses = sorted(answers)
  expect(statuses).toEqual([201, ...new Array<number>(11).fill(401)])
})

test('posts at the same time do not go around the limit', async () => {
  const cookie = await signIn(network, account(2))
  const path = `/threads/${await subject()}/posts`
  const answers = await times(12, (at) =>
    send('POST', path, cookie, { kind: 'comment', text: `Number ${at}` }),
  )
  const written = answers.filter(({ status }) => status === 201)
  expect(written).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(7)
})

test('edits at the same time are versions one after another', async () => {
  const cookie = await signIn(network, account(3))
  const path = `/threads/${await subject()}/posts`
  const { json } = await send('POST', path, cookie, { kind: 'comment', text: 'First' })
  const post = `/posts/${String(json['id'])}`
  const answers = await times(10, (at) => send('PUT', post, cookie, { text: `Edit ${at}` }))
  expect(answers.map(({ status }) => status)).toEqual(new Array<number>(10).fill(200))
  const versions = await (await fetch(`${network.base}${post}/versions`)).json()
  const numbers = (versions as { readonly items: { readonly version: number }[] }).items
  expect(numbers.map(({ version }) => version)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
})

test('of moderators who hide at the same time one does', async () => {
  const author = await signIn(network, account(4))
  const cookie = await signIn(network, account(0))
  const path = `/threads/${await subject()}/posts`
  const { json } = await send('POST', path, author, { kind: 'comment', text: 'Spam' })
  const wish = { action: 'hide', reason: 'Spam.' }
  const answers = await times(6, () =>
    send('POST', `/posts/${String(json['id'])}/moderation`, cookie, wish),
  )
  expect(sorted(answers)).toEqual([201, 409, 409, 409, 409, 409])
})

test('a process that only reads has the same, hears of new blocks, and shares sign-ins and posts', async () => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('reading-child.ts', import.meta.url)), network.rpcUrl],
    { env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    const base = `${await readLine(child)}/api/v1`
    const stop = new AbortController()
    const stream = await fetch(`${base}/stream?kinds=block`, { signal: stop.signal })
    await network.mine(3)
    const newest = Number(await network.client.getBlockNumber())
    expect(await hear(stream, newest)).toEqual([newest - 2, newest - 1, newest])
    stop.abort()
    await network.settle()
    for (const path of ['/blocks?limit=2', '/delegates?limit=3', '/ranking?limit=3']) {
      const [own, other] = await Promise.all(
        [network.base, base].map(async (at) => (await fetch(`${at}${path}`)).text()),
      )
      expect([path, other]).toEqual([path, own])
    }
    const cookie = await signIn(network, account(5))
    const path = `/threads/${await subject()}/posts`
    const body = { kind: 'comment', text: 'From the other process' }
    const { status, json } = await send('POST', path, cookie, body, base)
    expect(status).toBe(201)
    const post = await fetch(`${network.base}/posts/${String(json['id'])}`)
    expect(await post.json()).toMatchObject({ text: 'From the other process' })
  } finally {
    child.kill()
    await ended
  }
})

function readLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()))
    child.once('exit', () => reject(new Error('the process ended')))
  })
}

/** Heights of the blocks that a stream tells, up to `last`. */
async function hear(stream: Response, last: number): Promise<readonly number[]> {
  let text = ''
  for await (const part of stream.body ?? []) {
    text += Buffer.from(part).toString('utf8')
    const heights = [...text.matchAll(/"kind":"block","height":(\d+)/g)].map(([, one]) =>
      Number(one),
    )
    if (heights.at(-1) === last) return heights
  }
  throw new Error('the stream ended')
}
