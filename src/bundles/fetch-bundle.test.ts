import { describe, expect, test } from 'vitest'
import { encodeBase64 } from './base64.ts'
import { makeBundle, noise } from './bundle.fixture.ts'
import { BundleError } from './bundle-error.ts'
import { computeRoot, decodeIndex } from './bundle-index.ts'
import {
  type Behaviour,
  createMemorySink,
  honest,
  type MemorySink,
  startPeer,
} from './fake-peer.fixture.ts'
import { fetchBundle, type FetchOptions, type TransferProgress } from './fetch-bundle.ts'
import { CHUNK_BYTES } from './limits.ts'
import { verifyBundle } from './read-chunks.ts'

// Eight files of one chunk each, and one of three.
const BUNDLE = makeBundle(
  Object.fromEntries([
    ...Array.from({ length: 8 }, (_, at) => [`f${at}`, noise(1_000, at)] as const),
    ['large', noise(2 * CHUNK_BYTES + 1, 99)] as const,
  ]),
)
const CHUNKS = [...BUNDLE.chunks.keys()]

type Extra = Partial<Omit<FetchOptions, 'root' | 'urls' | 'store'>>

async function fetchFrom(urls: readonly string[], store: MemorySink, extra: Extra = {}) {
  const index = await fetchBundle({ root: BUNDLE.root, urls, store, retryDelayMs: 1, ...extra })
  await verifyBundle(index, async (hash) => store.chunks.get(hash))
  return index
}

async function failureOf(run: Promise<unknown>): Promise<BundleError> {
  const failure = await run.then(
    () => new Error('it was fetched'),
    (error: unknown) => error,
  )
  if (!(failure instanceof BundleError)) throw failure
  expect(failure.message).not.toContain('\n')
  return failure
}

/** Gives the right index; for chunks it does what is said. */
function badChunks(behave: Behaviour): Behaviour {
  return (method, name, response) =>
    method === 'boule_bundleIndex'
      ? honest(BUNDLE)(method, name, response)
      : behave(method, name, response)
}

const lie: Behaviour = () => ({ result: encodeBase64(noise(1_000, 1_234)) })
const stall: Behaviour = () => undefined

/** Short for those that never end; the others answer at once, and a busy machine has the usual time for it. */
const timeoutOf = (words: RegExp): Extra =>
  words.source.startsWith('takes longer') ? { timeoutMs: 200 } : {}

describe('a bundle is fetched', () => {
  test('from one node, and told of as it comes', async () => {
    const peer = await startPeer(honest(BUNDLE))
    const store = createMemorySink()
    const progress: TransferProgress[] = []
    const index = await fetchFrom([peer.url, peer.url], store, {
      onProgress: (one) => progress.push(one),
    })
    expect(index).toEqual(BUNDLE.index)
    expect(progress.map((one) => one.missingChunks)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    expect(progress.every((one) => one.chunks === 11)).toBe(true)
    expect(peer.asked).toHaveLength(12)
  })

  test('from several, each asked for what the others are not', async () => {
    const peers = await Promise.all([1, 2, 3].map(() => startPeer(honest(BUNDLE))))
    await fetchFrom(
      peers.map((peer) => peer.url),
      createMemorySink(),
    )
    const asked = peers.flatMap((peer) => peer.asked)
    expect(asked).toHaveLength(12)
    expect(new Set(asked).size).toBe(12)
    expect(peers.every((peer) => peer.asked.length > 1)).toBe(true)
  })

  test('from nodes of which none has all', async () => {
    const peers = await Promise.all(
      [0, 1].map((rest) => startPeer(honest(BUNDLE, (hash) => CHUNKS.indexOf(hash) % 2 === rest))),
    )
    await fetchFrom(
      peers.map((peer) => peer.url),
      createMemorySink(),
    )
  })

  test('only where it is missing', async () => {
    const peer = await startPeer(honest(BUNDLE))
    const store = createMemorySink()
    store.indexes.set(BUNDLE.root, BUNDLE.indexBytes)
    for (const hash of CHUNKS.slice(2))
      store.chunks.set(hash, BUNDLE.chunks.get(hash) ?? noise(1, 1))
    await fetchFrom([peer.url], store)
    expect(peer.asked.sort()).toEqual(
      CHUNKS.slice(0, 2)
        .map((hash) => `boule_bundleChunk ${hash}`)
        .sort(),
    )
    await fetchFrom([], store)
  })

  test('although its node stumbles four times in a row', async () => {
    let requests = 0
    const stumbles = (at: number): boolean => at < 4 || (at >= 6 && at < 10)
    const peer = await startPeer((method, name, response) =>
      stumbles(requests++)
        ? void response.writeHead(503).end()
        : honest(BUNDLE)(method, name, response),
    )
    await fetchFrom([peer.url], createMemorySink())
    expect(peer.asked).toHaveLength(12 + 8)
  })
})

/** What a node may do instead of giving chunks, and what is said of it. */
const BAD: readonly (readonly [string, Behaviour, RegExp])[] = [
  ['lies', lie, /gives other bytes for the chunk 0x/],
  ['stalls', stall, /takes longer than 0\.2 s for boule_bundleChunk/],
  [
    'drips',
    (_, __, response) => {
      response.write('{"jsonrpc":"2.0","id":1,"result":"')
      const timer = setInterval(() => response.write('AAAA'), 20)
      response.on('close', () => clearInterval(timer))
      return undefined
    },
    /takes longer than 0\.2 s/,
  ],
  [
    'floods',
    (_, __, response) => {
      const flood = (): void => {
        while (!response.destroyed && response.write('A'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', flood)
      }
      response.write('{"jsonrpc":"2.0","id":1,"result":"')
      flood()
      return undefined
    },
    /with more than 350552 bytes/,
  ],
  ['hangs up', (_, __, response) => void response.destroy(), /does not answer$/],
  ['answers with a page', (_, __, response) => void response.end('<html>'), /no JSON-RPC answer/],
  ['answers with a number', (_, __, response) => void response.end('7'), /no JSON-RPC answer/],
  ['gives an object', () => ({ result: {} }), /something else than it should/],
  ['gives no base64', () => ({ result: '%%%%' }), /something else than it should/],
  ['is broken', (_, __, response) => void response.writeHead(500).end(), /HTTP status 500/],
  [
    'refuses in words that a terminal would obey',
    (_, __, response) => {
      const error = { code: -32_603, message: 'no\u001b[2J\n\u202etxt' }
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, error }))
      return undefined
    },
    /refuses: "no\\u001b\[2J\\n\\u202etxt"/,
  ],
]

describe('a node that', () => {
  test.each(BAD)('%s does not keep others from giving the bundle', async (_, behave, words) => {
    const bad = await startPeer(badChunks(behave))
    const good = await startPeer(honest(BUNDLE))
    const store = createMemorySink()
    await fetchFrom([bad.url, good.url], store, timeoutOf(words))
    expect(store.chunks.size).toBe(11)
    // The index, five failures, and what the other line asked at the same time.
    expect(bad.asked.length).toBeLessThanOrEqual(7)
  })

  test.each(BAD)('%s alone gives nothing, and is named', async (_, behave, words) => {
    const bad = await startPeer(badChunks(behave))
    const store = createMemorySink()
    const failure = await failureOf(fetchFrom([bad.url], store, timeoutOf(words)))
    expect(failure.code).toBe('missing')
    expect(failure.message).toMatch(words)
    expect(failure.message).toContain(
      `nobody gives 11 of the 11 chunks of the bundle ${BUNDLE.root}`,
    )
    expect(failure.message).toMatch(/^[\x20-\x7e…]+$/)
    expect(store.chunks.size).toBe(0)
  })

  test('sends elsewhere is not followed', async () => {
    const good = await startPeer(honest(BUNDLE))
    const bad = await startPeer(
      (_, __, response) => void response.writeHead(307, { location: good.url }).end(),
    )
    const failure = await failureOf(fetchFrom([bad.url], createMemorySink()))
    expect(failure.message).toMatch(/does not answer$/)
    expect(good.asked).toEqual([])
  })

  test('lies about the index is passed over', async () => {
    const other = makeBundle({ other: 'bundle' })
    const liar = await startPeer(() => ({ result: encodeBase64(other.indexBytes) }))
    const good = await startPeer(honest(BUNDLE))
    const store = createMemorySink()
    await fetchFrom([liar.url, good.url], store)
    expect(liar.asked).toHaveLength(1)
    const failure = await failureOf(fetchFrom([liar.url], createMemorySink()))
    expect(failure.message).toMatch(/nobody gives the index of .* gives another index for it$/)
  })
})

describe('fetching ends', () => {
  test('when nobody is named, or nobody has it', async () => {
    expect((await failureOf(fetchFrom([], createMemorySink()))).message).toMatch(
      /no node is named$/,
    )
    const peer = await startPeer(() => ({ result: null }))
    expect((await failureOf(fetchFrom([peer.url], createMemorySink()))).message).toMatch(
      /does not have it$/,
    )
  })

  test('when the root names what is no index, without asking everybody', async () => {
    const bytes = noise(100, 4)
    const peers = await Promise.all(
      [1, 2].map(() => startPeer(() => ({ result: encodeBase64(bytes) }))),
    )
    const urls = peers.map((peer) => peer.url)
    const run = fetchBundle({ root: computeRoot(bytes), urls, store: createMemorySink() })
    expect((await failureOf(run)).code).toBe('malformed')
    expect(peers.map((peer) => peer.asked.length)).toEqual([1, 0])
  })

  test('when it is told to, and what was fetched stays', async () => {
    const stopping = new AbortController()
    const store = createMemorySink()
    const peer = await startPeer(honest(BUNDLE))
    const silent = await startPeer(badChunks(stall))
    const run = fetchFrom([peer.url, silent.url], store, {
      signal: stopping.signal,
      onProgress: ({ missingChunks }) => {
        if (missingChunks <= 5) stopping.abort()
      },
    })
    expect((await failureOf(run)).code).toBe('stopped')
    expect(store.chunks.size).toBeGreaterThan(0)
    expect(decodeIndex(store.indexes.get(BUNDLE.root) ?? noise(1, 1))).toEqual(BUNDLE.index)
  })

  test('when the store takes no more, and nothing goes on behind its back', async () => {
    const peer = await startPeer(honest(BUNDLE))
    const silent = await startPeer(badChunks(stall))
    const store = createMemorySink()
    let calls = 0
    const full = {
      ...store,
      putChunk: async (): Promise<void> => {
        calls++
        if (calls > 3) throw new BundleError('no-room', 'the disk is full')
      },
    }
    const urls = [peer.url, silent.url]
    // Nobody waits for the silent one: that would take longer than the test may.
    const run = fetchBundle({ root: BUNDLE.root, urls, store: full, timeoutMs: 600_000 })
    expect((await failureOf(run)).code).toBe('no-room')
    const before = calls
    expect(before).toBeLessThanOrEqual(5)
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate)
    expect(calls).toBe(before)
  })
})
