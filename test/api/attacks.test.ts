import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROUTES } from '#api/contract/routes.ts'
import { HOSTILE_TEXTS } from './fuzz/make-values.ts'
import { OWN_PAGE, type PortalNetwork, startPortalNetwork } from './portal-network.ts'

let network: PortalNetwork
/** `files` in it is served, what lies beside is secret. */
const folder = mkdtempSync(path.join(tmpdir(), 'boule-files-'))
const files = path.join(folder, 'files')
beforeAll(async () => {
  mkdirSync(path.join(files, 'assets'), { recursive: true })
  writeFileSync(path.join(files, '.env'), SECRET)
  writeFileSync(path.join(folder, 'secret.txt'), SECRET)
  writeFileSync(path.join(folder, 'package.json'), SECRET)
  build('first')
  network = await startPortalNetwork({ limits: { writesPerMinute: 40 }, portalDirectory: files })
  await network.mine(3)
  await network.settle()
})
afterAll(async () => {
  await network.close()
  rmSync(folder, { recursive: true, force: true })
})

const SECRET = 'nobody may read this'

/** A portal of two files, as a build leaves it. */
function build(name: string): void {
  rmSync(path.join(files, 'assets'), { recursive: true })
  mkdirSync(path.join(files, 'assets'))
  writeFileSync(path.join(files, 'index.html'), `<!doctype html><title>${name}</title>`)
  writeFileSync(path.join(files, 'assets', `${name}-12345678.js`), `// ${name}`)
}

const mistakes = (): readonly string[] => network.log.filter((line) => line.includes(' failed: '))

const SQL_TEXTS: readonly string[] = [
  "' or 1=1--",
  "'; select pg_sleep(5)--",
  "' union select null,null--",
  "'||(select version())||'",
  '1;drop schema chain cascade',
  "\\'; drop schema forum cascade; --",
  '%27%20or%201=1',
  "a' and (select count(*) from forum.sessions)>0 and 'a'='a",
  '$$; drop schema chain cascade; $$',
  'sort=votes;drop',
  'asc; select 1',
  "E'\\x27'",
  "';copy (select 1) to program 'id'--",
  '/**/or/**/1=1',
  "1' order by 100--",
]

test('SQL in any parameter stays a value', async () => {
  let requests = 0
  for (const route of ROUTES.filter(({ method, id }) => method === 'GET' && id !== 'getStream')) {
    const names = Object.keys((route.query as unknown as { shape: object }).shape)
    for (const text of SQL_TEXTS) {
      const value = encodeURIComponent(text)
      const address = route.path.replace(/\{\w+\}/g, value)
      const urls = [
        address,
        ...(names.length === 0 ? [] : [`${address}?${names[requests % names.length]}=${value}`]),
      ]
      for (const url of urls) {
        const answer = await fetch(`${network.base}${url}`)
        await answer.arrayBuffer()
        expect([url, answer.status < 500]).toEqual([url, true])
        requests++
      }
    }
  }
  const { items } = (await (await fetch(`${network.base}/blocks?limit=3`)).json()) as {
    items: unknown[]
  }
  expect(items).toHaveLength(3)
  process.stdout.write(`requests with SQL: ${requests}\n`)
  expect(requests).toBeGreaterThan(1_000)
  expect(mistakes()).toEqual([])
})

test('the gate to the node leads to the node and nowhere else', async () => {
  const foreign = [
    'anvil_mine',
    'anvil_setBalance',
    'evm_increaseTime',
    'boule_setOffline',
    'boule_uploadBundleChunk',
    'debug_traceTransaction',
    'admin_peers',
    'eth_sendTransaction',
    'eth_sign',
    'eth_getLogs',
    'eth_newFilter',
    'eth_subscribe',
    'txpool_content',
    'http://169.254.169.254/latest/meta-data',
    'ETH_CHAINID',
    'eth_chainId\u0000',
    '__proto__',
    'constructor',
  ]
  for (const method of foreign) {
    for (const body of [call(method), [call('eth_chainId'), call(method)]]) {
      const answer = await rpc(body)
      expect([method, answer.status]).toEqual([method, 403])
    }
  }
  const fine = await rpc([call('eth_chainId'), call('boule_status')])
  expect([fine.status, await fine.json()]).toMatchObject([
    200,
    [{ result: expect.stringMatching(/^0x[0-9a-f]+$/) }, {}],
  ])
  expect((await rpc(Array.from({ length: 51 }, () => call('eth_chainId')))).status).toBe(400)
  expect((await rpc({ jsonrpc: '1.0', method: 'eth_chainId' })).status).toBe(400)
  process.stdout.write(`methods that are not passed on: ${foreign.length}\n`)
})

function call(method: string): unknown {
  return { jsonrpc: '2.0', id: 1, method, params: [] }
}

function rpc(body: unknown): Promise<Response> {
  return fetch(`${network.base}/rpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

test('what is too large is refused before it is read', async () => {
  const big = await fetch(`${network.base}/session`, {
    method: 'POST',
    headers: { ...OWN_PAGE, 'content-type': 'application/json' },
    body: JSON.stringify({ message: 'x'.repeat(100_000), signature: '0x' }),
  })
  expect(big.status).toBe(413)
  const url = await fetch(`${network.base}/delegates?search=${'x'.repeat(5_000)}`)
  expect(url.status).toBe(414)
  const param = await fetch(`${network.base}/delegates/${'x'.repeat(500)}`)
  expect([400, 404, 414]).toContain(param.status)
  const bomb = await fetch(`${network.base}/rpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(50_000_000, ' ')),
  })
  expect([400, 413, 415]).toContain(bomb.status)
  const header = await raw(
    `GET /api/v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
  )
  expect(header).toMatch(/^HTTP\/1\.1 431/)
})

test('a page that points its own name here gets nothing', async () => {
  for (const host of [
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
  ]) {
    const answer = await raw(
      `GET /api/v1/network HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect([host, answer.slice(0, 12)]).toEqual([host, 'HTTP/1.1 421'])
  }
  const own = await raw(
    'GET /api/v1/health HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n',
  )
  expect(own).toMatch(/^HTTP\/1\.1 200/)
})

test('every answer keeps foreign scripts, frames and sites out', async () => {
  for (const address of [
    '/api/v1/health',
    '/api/v1/nothing',
    '/api/v1/docs/static/index.html',
    '/',
    '/assets/first-12345678.js',
  ]) {
    const answer = await fetch(`${network.url}${address}`)
    await answer.arrayBuffer()
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect([address, policy]).toEqual([address, expect.stringContaining("default-src 'none'")])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('paths do not lead out of the files that are served', async () => {
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/....//....//secret.txt',
    '/.env',
    '/%2eenv',
    '/assets/..%2f.env',
    '/.git/config',
    '/assets/',
    '/assets',
    '/%00',
    '/index.html%00.txt',
    '/api/v1/../../../package.json',
    '/api/v1/..%2f..%2f..%2fpackage.json',
    '//etc/passwd',
    '/%2fetc/passwd',
  ]
  for (const address of paths) {
    const answer = await raw(
      `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    )
    expect([address, answer]).toEqual([address, expect.stringMatching(/^HTTP\/1\.1 4\d\d/)])
    expect(answer).not.toContain(SECRET)
  }
  process.stdout.write(`paths out of the files: ${paths.length}\n`)
})

test('a new build is served at once, and its first page at every address of a person', async () => {
  const read = async (address: string, accept = 'text/html'): Promise<readonly unknown[]> => {
    const answer = await fetch(`${network.url}${address}`, { headers: { accept } })
    return [answer.status, answer.headers.get('cache-control'), await answer.text()]
  }
  const page = (name: string) => [200, 'no-cache', `<!doctype html><title>${name}</title>`]
  const script = (name: string) => [200, 'public, max-age=31536000, immutable', `// ${name}`]
  expect(await read('/')).toEqual(page('first'))
  expect(await read('/delegates/airfoil')).toEqual(page('first'))
  expect(await read('/assets/first-12345678.js', '*/*')).toEqual(script('first'))
  build('second')
  expect(await read('/')).toEqual(page('second'))
  expect(await read('/proposals/1')).toEqual(page('second'))
  expect(await read('/assets/second-12345678.js', '*/*')).toEqual(script('second'))
  expect((await read('/assets/first-12345678.js', '*/*'))[0]).toBe(404)
  expect((await read('/api/v1/nothing'))[0]).toBe(404)
  rmSync(path.join(files, 'index.html'))
  expect((await read('/proposals/1'))[0]).toBe(404)
})

test('an address says which methods it takes', async () => {
  let requests = 0
  for (const address of new Set(ROUTES.map((route) => route.path))) {
    const has: string[] = ROUTES.filter(({ path: own }) => own === address).map(
      ({ method }) => method,
    )
    if (has.includes('GET')) has.push('HEAD')
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
      if (has.includes(method)) continue
      const answer = await fetch(`${network.base}${address.replace(/\{\w+\}/g, '1')}`, {
        method,
        headers: OWN_PAGE,
      })
      const allowed = (answer.headers.get('allow') ?? '').split(', ')
      const { code } = (await answer.json()) as { readonly code: string }
      expect([method, address, answer.status, code]).toEqual([method, address, 405, 'wrong-method'])
      expect(allowed).toEqual(has.toSorted())
      requests++
    }
  }
  process.stdout.write(`methods that an address does not take: ${requests}\n`)
  expect(requests).toBeGreaterThan(350)
})

test('hostile texts as names of parameters are refused', async () => {
  for (const text of HOSTILE_TEXTS.filter((one) => one.isWellFormed() && one !== '')) {
    const answer = await fetch(`${network.base}/blocks?${encodeURIComponent(text)}=1`)
    const { code } = (await answer.json()) as { readonly code: string }
    expect([text, answer.status, code]).toEqual([text, 400, 'unknown-parameter'])
  }
})

test('who writes too often waits', async () => {
  const statuses: number[] = []
  for (let request = 0; request < 45; request++) {
    const answer = await fetch(`${network.base}/session/nonce`, {
      method: 'POST',
      headers: OWN_PAGE,
    })
    statuses.push(answer.status)
    if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    await answer.arrayBuffer()
  }
  expect(statuses.slice(-3)).toEqual([429, 429, 429])
  // Reading goes on.
  expect((await fetch(`${network.base}/blocks`)).status).toBe(200)
})

/** The answer to bytes as they are: clients would correct them. */
function raw(request: string): Promise<string> {
  const { hostname, port } = new URL(network.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => {
      parts.push(part)
      if (parts.length === 1 && !request.includes('Connection: close')) socket.end()
    })
    socket.on('close', () => resolve(Buffer.concat(parts).toString('utf8')))
    socket.on('error', reject)
    socket.write(request)
  })
}
