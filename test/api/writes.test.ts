import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '#api/contract/routes.ts'
import type { Route } from '#api/contract/route.ts'
import { HOSTILE_TEXTS } from './fuzz/make-values.ts'
import {
  makeSignIn,
  OWN_PAGE,
  type PortalNetwork,
  postSignIn,
  type SignInChanges,
  signIn,
  startPortalNetwork,
} from './portal-network.ts'

let network: PortalNetwork
let cookies: { readonly author: string; readonly other: string; readonly moderator: string }

beforeAll(async () => {
  const moderator = '0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc'
  network = await startPortalNetwork({ moderators: [moderator] })
  const [author, other, third] = network.accounts
  if (author === undefined || other === undefined || third === undefined)
    throw new Error('accounts')
  await network.client.createStake({
    account: author,
    delegate: 'airfoil',
    amountRau: 10n ** 21n,
    durationDays: 91,
    autoStake: true,
  })
  await network.client.propose({
    account: other,
    title: 'A list of payments',
    text: 'Monthly.',
    payload: { kind: 'directive', assignee: other.address, dueEpochs: 10 },
    depositRau: 10n ** 20n,
  })
  await network.settle()
  cookies = {
    author: await signIn(network, author),
    other: await signIn(network, other),
    moderator: await signIn(network, third),
  }
})

afterAll(() => network.close(), 60_000)

interface Wish {
  readonly method?: string
  readonly cookie?: string | undefined
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

interface Answer {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
  readonly headers: Headers
}

async function ask(path: string, wish: Wish = {}): Promise<Answer> {
  const { method = 'GET', cookie, body, headers = OWN_PAGE } = wish
  const answer = await fetch(`${network.base}${path}`, {
    method,
    headers: {
      ...headers,
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined || 'content-type' in headers
        ? {}
        : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const json = text === '' ? {} : (JSON.parse(text) as Answer['json'])
  return { status: answer.status, json, headers: answer.headers }
}

async function write(cookie: string, body: unknown, subject = 'proposal:1'): Promise<Answer> {
  return ask(`/threads/${subject}/posts`, { method: 'POST', cookie, body })
}

async function newPost(text = 'A word.'): Promise<number> {
  const { json, status } = await write(cookies.author, { kind: 'comment', text })
  expect(status).toBe(201)
  return Number(json['id'])
}

describe('signing in', () => {
  test('sets a cookie that pages cannot read and other sites do not send', async () => {
    const [account] = network.accounts
    if (account === undefined) throw new Error('an account')
    const answer = await postSignIn(network, await makeSignIn(network, account))
    expect(answer.status).toBe(201)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^boule_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  test('the session ends with signing out, also for who kept the cookie', async () => {
    const [account] = network.accounts
    if (account === undefined) throw new Error('an account')
    const cookie = await signIn(network, account)
    expect((await ask('/session', { cookie })).json['session']).toMatchObject({
      address: account.address,
    })
    expect((await ask('/session', { method: 'DELETE', cookie })).status).toBe(204)
    expect((await ask('/session', { cookie })).json['session']).toBeNull()
  })

  test('a number is used once', async () => {
    const [account] = network.accounts
    if (account === undefined) throw new Error('an account')
    const body = await makeSignIn(network, account)
    expect((await postSignIn(network, body)).status).toBe(201)
    const again = await postSignIn(network, body)
    expect([again.status, await again.json()]).toMatchObject([401, { field: 'nonce' }])
  })

  const HOUR = 3_600_000
  const refused: readonly (readonly [string, () => SignInChanges, string])[] = [
    ['another site', () => ({ domain: 'evil.example' }), 'domain'],
    ['an address of another site', () => ({ uri: 'https://evil.example/' }), 'uri'],
    ['another chain', () => ({ chainId: 1 }), 'chainId'],
    ['other words', () => ({ statement: 'Give me everything.' }), 'statement'],
    ['a number of its own', () => ({ nonce: 'abcdefgh12345678' }), 'nonce'],
    ['an old message', () => ({ issuedAt: new Date(Date.now() - HOUR) }), 'issuedAt'],
    ['a message of tomorrow', () => ({ issuedAt: new Date(Date.now() + HOUR) }), 'issuedAt'],
    [
      'a message that is over',
      () => ({ expirationTime: new Date(Date.now() - 1_000) }),
      'expirationTime',
    ],
    ['a message for later', () => ({ notBefore: new Date(Date.now() + HOUR) }), 'notBefore'],
    ['the signature of another key', () => otherSigner(), 'signature'],
  ]
  test.each(refused)('%s is refused', async (_, change, field) => {
    const [account] = network.accounts
    if (account === undefined) throw new Error('an account')
    const answer = await postSignIn(network, await makeSignIn(network, account, change()))
    expect([answer.status, await answer.json()]).toMatchObject([
      401,
      { code: 'bad-sign-in', field },
    ])
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  function otherSigner(): SignInChanges {
    const [, signer] = network.accounts
    return signer === undefined ? {} : { signer }
  }

  test('text beside the message is refused', async () => {
    const [account] = network.accounts
    if (account === undefined) throw new Error('an account')
    const { message } = await makeSignIn(network, account)
    const longer = `${message}\nand all my coins`
    const signature = await account.signMessage({ message: longer })
    const answer = await postSignIn(network, { message: longer, signature })
    expect([answer.status, await answer.json()]).toMatchObject([401, { field: 'message' }])
  })

  test('the database has no token, only hashes', async () => {
    const token = cookies.author.split('=')[1] ?? ''
    const { json } = await ask('/session', { cookie: cookies.author })
    expect(token).toHaveLength(43)
    expect(JSON.stringify(json)).not.toContain(token)
  })
})

const WRITES = ROUTES.filter(({ method }) => method !== 'GET')
const ROLES = ['nobody', 'author', 'other', 'moderator'] as const
type Role = (typeof ROLES)[number]

/** What each role gets for each route that writes: the status of the answer. */
const EXPECTED: Readonly<Record<string, Readonly<Record<Role, number>>>> = {
  createPost: { nobody: 401, author: 201, other: 201, moderator: 201 },
  updatePost: { nobody: 401, author: 200, other: 403, moderator: 403 },
  addReaction: { nobody: 401, author: 200, other: 200, moderator: 200 },
  removeReaction: { nobody: 401, author: 200, other: 200, moderator: 200 },
  reportPost: { nobody: 401, author: 201, other: 201, moderator: 201 },
  moderatePost: { nobody: 401, author: 403, other: 403, moderator: 201 },
  createNonce: { nobody: 201, author: 201, other: 201, moderator: 201 },
  createSession: { nobody: 401, author: 401, other: 401, moderator: 401 },
  deleteSession: { nobody: 204, author: 204, other: 204, moderator: 204 },
  callRpc: { nobody: 200, author: 200, other: 200, moderator: 200 },
}

const BODIES: Readonly<Record<string, unknown>> = {
  createPost: { kind: 'comment', text: 'A word.' },
  updatePost: { text: 'Another word.' },
  reportPost: { reason: 'spam' },
  moderatePost: { action: 'hide', reason: 'It is spam.' },
  createSession: { message: 'nothing', signature: `0x${'00'.repeat(65)}` },
  callRpc: { jsonrpc: '2.0', id: 1, method: 'eth_chainId' },
}

describe('who may do what', () => {
  test('every route that writes is in the table', () => {
    expect(WRITES.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTED).sort())
  })

  test.each(WRITES.map((route) => [route.id, route] as const))('%s', async (id, route) => {
    for (const role of ROLES) {
      const cookie = await freshCookie(id, role)
      const { status } = await ask(await pathOf(route), {
        method: route.method,
        cookie,
        body: BODIES[id],
      })
      expect([id, role, status]).toEqual([id, role, EXPECTED[id]?.[role]])
    }
  })

  test('only moderators read reports', async () => {
    const statuses = await Promise.all(
      [undefined, cookies.author, cookies.moderator].map(
        async (cookie) => (await ask('/reports', { cookie })).status,
      ),
    )
    expect(statuses).toEqual([401, 403, 200])
  })

  test('nothing is written from foreign pages', async () => {
    const foreign: readonly Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: network.url.replace('http:', 'https:').replace(/\d$/, '0') },
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      // A cookie, and no word about where it comes from.
      {},
    ]
    const tried = WRITES.filter(({ id }) => id !== 'callRpc')
    let requests = 0
    for (const route of tried) {
      const path = await pathOf(route)
      for (const headers of foreign) {
        const wish = {
          method: route.method,
          cookie: cookies.author,
          body: BODIES[route.id],
          headers,
        }
        const { status, json } = await ask(path, wish)
        expect([route.id, headers, status, json['code']]).toEqual([
          route.id,
          headers,
          403,
          'foreign-origin',
        ])
        requests++
      }
    }
    process.stdout.write(`requests from foreign pages: ${requests}\n`)
  })

  test('forms cannot write: only JSON is taken', async () => {
    const kinds = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
    ]
    for (const type of kinds) {
      const headers = { ...OWN_PAGE, 'content-type': type }
      const body = JSON.stringify(BODIES['createPost'])
      const { status } = await ask('/threads/proposal:1/posts', {
        method: 'POST',
        cookie: cookies.author,
        headers,
        body,
      })
      expect([type, status]).toEqual([type, 415])
    }
  })

  async function freshCookie(id: string, role: Role): Promise<string | undefined> {
    if (role === 'nobody') return undefined
    if (id !== 'deleteSession') return cookies[role]
    const account = network.accounts[role === 'author' ? 0 : role === 'other' ? 1 : 2]
    return account === undefined ? undefined : signIn(network, account)
  }

  async function pathOf({ path }: Route): Promise<string> {
    const id = path.includes('{post}') ? await newPost() : 0
    return path
      .replace('{subject}', 'proposal:1')
      .replace('{post}', `${id}`)
      .replace('{reaction}', 'agree')
  }
})

describe('the discussion', () => {
  test('says what the author is to the subject, as the index knows', async () => {
    const subject = await delegateSubject('airfoil')
    const asVoter = await write(
      cookies.author,
      { kind: 'question', text: 'How do you pay?' },
      subject,
    )
    expect(asVoter.json).toMatchObject({
      relation: { kind: 'voter', sinceEpoch: 1, powerRau: expect.stringMatching(/^\d{20,}$/) },
      newcomer: false,
    })
    const asNobody = await write(cookies.moderator, { kind: 'comment', text: 'Hello' }, subject)
    expect(asNobody.json).toMatchObject({ relation: { kind: 'none' }, newcomer: true })
    const asProposer = await write(cookies.other, { kind: 'comment', text: 'Mine' })
    expect(asProposer.json).toMatchObject({ relation: { kind: 'proposer', sinceEpoch: 1 } })
  })

  test('keeps every version', async () => {
    const id = await newPost('First')
    await ask(`/posts/${id}`, { method: 'PUT', cookie: cookies.author, body: { text: 'Second' } })
    const { json } = await ask(`/posts/${id}/versions`)
    expect(json['items']).toMatchObject([
      { version: 2, text: 'Second' },
      { version: 1, text: 'First' },
    ])
  })

  test('answers hang below questions, and no deeper', async () => {
    const question = await write(cookies.author, { kind: 'question', text: 'When?' })
    const parent = question.json['id']
    expect(question.json['answered']).toBe(false)
    const answer = await write(cookies.other, { kind: 'answer', text: 'Soon.', parent })
    expect(answer.status).toBe(201)
    expect((await ask(`/posts/${String(parent)}`)).json).toMatchObject({
      answered: true,
      replies: 1,
    })
    const refusals: readonly (readonly [unknown, number])[] = [
      [{ kind: 'comment', text: 'Deeper', parent: answer.json['id'] }, 409],
      [{ kind: 'answer', text: 'To nothing' }, 400],
      [{ kind: 'question', text: 'Below', parent }, 400],
      [{ kind: 'comment', text: 'To nobody', parent: 999_999 }, 404],
      [{ kind: 'comment', text: '  \n ' }, 400],
      [{ kind: 'comment', text: 'x'.repeat(10_001) }, 400],
      [{ kind: 'comment', text: 'nul \u0000' }, 400],
      [{ kind: 'comment', text: 'x', color: 'red' }, 400],
    ]
    for (const [body, status] of refusals) {
      expect([body, (await write(cookies.author, body)).status]).toEqual([body, status])
    }
  })

  test('arguments belong to proposals', async () => {
    const subject = await delegateSubject('airfoil')
    const argument = { kind: 'argument-for', text: 'Because.' }
    expect((await write(cookies.author, argument)).status).toBe(201)
    expect((await write(cookies.author, argument, subject)).status).toBe(400)
    expect((await write(cookies.author, argument, 'proposal:77')).status).toBe(404)
  })

  test('a hidden post keeps its hash, loses its text everywhere, and the log says why', async () => {
    const id = await newPost('Something secret')
    const before = await ask(`/posts/${id}`)
    const body = { action: 'hide', reason: 'It names a person.' }
    await ask(`/posts/${id}/moderation`, { method: 'POST', cookie: cookies.moderator, body })
    const after = await ask(`/posts/${id}`)
    expect(after.json).toMatchObject({
      text: null,
      textHash: before.json['textHash'],
      hidden: { reason: 'It names a person.' },
    })
    const exported = await (await fetch(`${network.base}/threads/proposal:1/export`)).text()
    const versions = JSON.stringify((await ask(`/posts/${id}/versions`)).json)
    const list = JSON.stringify((await ask('/threads/proposal:1/posts?limit=1000')).json)
    for (const text of [exported, versions, list]) expect(text).not.toContain('Something secret')
    const log = await ask('/moderation')
    expect(log.json['items']).toMatchObject([
      { post: id, action: 'hide', reason: 'It names a person.' },
      {},
    ])
    const show = { action: 'show', reason: 'A mistake.' }
    await ask(`/posts/${id}/moderation`, { method: 'POST', cookie: cookies.moderator, body: show })
    expect((await ask(`/posts/${id}`)).json['text']).toBe('Something secret')
  })

  test('reactions count once for each account', async () => {
    const id = await newPost()
    const path = `/posts/${id}/reactions/helpful`
    for (const cookie of [cookies.author, cookies.author, cookies.other]) {
      await ask(path, { method: 'PUT', cookie })
    }
    const seen = await ask(`/posts/${id}`, { cookie: cookies.author })
    expect(seen.json).toMatchObject({ reactions: { helpful: 2, agree: 0 }, mine: ['helpful'] })
    await ask(path, { method: 'DELETE', cookie: cookies.author })
    expect((await ask(`/posts/${id}`)).json).toMatchObject({ reactions: { helpful: 1 }, mine: [] })
  })

  test('whatever is written comes back as it was, as text', async () => {
    const texts = [...HOSTILE_TEXTS, ...XSS_TEXTS].filter(
      (text) => text.trim() !== '' && !text.includes('\u0000') && text.isWellFormed(),
    )
    for (const text of texts) {
      const id = await newPost(text)
      const answer = await fetch(`${network.base}/posts/${id}`)
      expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(((await answer.json()) as { readonly text: string }).text).toBe(text)
    }
    process.stdout.write(`hostile texts written and read: ${texts.length}\n`)
  })

  async function delegateSubject(name: string): Promise<string> {
    const { json } = await ask(`/delegates/${name}`)
    return `delegate:${String(json['id'])}`
  }
})

const XSS_TEXTS: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '</script><script>alert(1)</script>',
  '<style>@import "//evil.example"</style>',
  '"><body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '`${alert(1)}`',
  '\u2028alert(1)\u2029',
  '<!--<script>alert(1)//-->',
]
