import { describe, expect, test } from 'vitest'
import { encodeBase64 } from '#bundles/base64.ts'
import { BUNDLE_ERROR_CODES, BundleError } from '#bundles/bundle-error.ts'
import { CHUNK_BYTES, MAX_INDEX_BYTES } from '#bundles/limits.ts'
import { createFakeBackend } from '../fake-backend.fixture.ts'
import { FAKE_CHUNK, FAKE_CHUNK_HASH, FAKE_INDEX, FAKE_ROOT } from '../fake-bundles.fixture.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { createDirectClient } from '../rpc-client.fixture.ts'

const NOBODYS = `0x${'1'.repeat(64)}`
const INDEX = encodeBase64(FAKE_INDEX)
const CHUNK = encodeBase64(FAKE_CHUNK)

function reasonOf(error: { readonly data?: unknown } | undefined): unknown {
  return (error?.data as { readonly code?: unknown } | undefined)?.code
}

describe('bundles over JSON-RPC', () => {
  test('are brought in pieces, and given to whoever asks', async () => {
    const client = createDirectClient(createFakeBackend())
    expect(await client.result('boule_putBundleIndex', [FAKE_ROOT, INDEX])).toBe(true)
    expect(await client.result('boule_putBundleIndex', [FAKE_ROOT, INDEX])).toBe(false)
    expect(await client.result('boule_bundle', [FAKE_ROOT])).toMatchObject({
      files: 1,
      missingChunks: 1,
      firstMissing: [FAKE_CHUNK_HASH],
      complete: false,
    })
    expect(await client.result('boule_putBundleChunk', [FAKE_CHUNK_HASH, CHUNK])).toBe(true)
    expect(await client.result('boule_putBundleChunk', [FAKE_CHUNK_HASH, CHUNK])).toBe(false)
    expect(await client.result('boule_bundle', [FAKE_ROOT])).toMatchObject({ complete: true })
    expect(await client.result('boule_bundleIndex', [FAKE_ROOT])).toBe(INDEX)
    expect(await client.result('boule_bundleChunk', [FAKE_CHUNK_HASH])).toBe(CHUNK)
    expect(client.internalErrors).toEqual([])
  })

  test.each([
    ['an index that nobody needs', 'boule_putBundleIndex', NOBODYS, INDEX, 'bundle-not-needed'],
    ['a chunk that nobody needs', 'boule_putBundleChunk', NOBODYS, CHUNK, 'bundle-not-needed'],
    ['another index', 'boule_putBundleIndex', FAKE_ROOT, CHUNK, 'bundle-mismatch'],
    ['another chunk', 'boule_putBundleChunk', FAKE_CHUNK_HASH, INDEX, 'bundle-mismatch'],
  ])('%s is refused', async (_, method, name, bytes, reason) => {
    const client = createDirectClient(createFakeBackend())
    await client.result('boule_putBundleIndex', [FAKE_ROOT, INDEX])
    const { error } = await client.ask(method, [name, bytes])
    expect([error?.code, reasonOf(error)]).toEqual([-32_000, reason])
  })

  test.each([
    ['no text', 7],
    ['no base64', '!!!!'],
    ['base64 without padding', 'AA'],
    ['bits that stand for nothing', 'AB=='],
    ['base64 for addresses', '-_-_'],
    ['a line end', 'AAAA\n'],
    ['one byte too much', encodeBase64(new Uint8Array(CHUNK_BYTES + 1))],
    ['three bytes too much', encodeBase64(new Uint8Array(CHUNK_BYTES + 3))],
  ])('a chunk of %s is no parameter', async (_, bytes) => {
    const client = createDirectClient(createFakeBackend())
    const { error } = await client.ask('boule_putBundleChunk', [FAKE_CHUNK_HASH, bytes])
    expect(error?.code).toBe(-32_602)
    expect(error?.message).toMatch(/^invalid parameter 'chunk': must be at most 262144 bytes/)
    expect(error?.message.length).toBeLessThan(200)
  })

  test('the largest index and the largest chunk fit into a body', async () => {
    const backend = createFakeBackend()
    const taken: number[] = []
    const take = async (_: unknown, bytes: Uint8Array): Promise<boolean> => {
      taken.push(bytes.length)
      return true
    }
    Object.assign(backend.bundles, { putIndex: take, putChunk: take })
    const client = createDirectClient(backend)
    const send = async (method: string, length: number): Promise<void> => {
      const params = [NOBODYS, encodeBase64(new Uint8Array(length))]
      const body = JSON.stringify({ jsonrpc: '2.0', id: 'x'.repeat(256), method, params })
      expect(body.length).toBeLessThanOrEqual(DEFAULT_LIMITS.maxBodyBytes)
      expect(await client.send(body)).toMatchObject({ result: true })
    }
    await send('boule_putBundleIndex', MAX_INDEX_BYTES)
    await send('boule_putBundleChunk', CHUNK_BYTES)
    expect(taken).toEqual([MAX_INDEX_BYTES, CHUNK_BYTES])
  })

  test('a code that is the node’s own fault tells nothing', async () => {
    const tellingCodes: string[] = []
    for (const code of BUNDLE_ERROR_CODES) {
      const backend = createFakeBackend()
      const putIndex = (): Promise<boolean> => Promise.reject(new BundleError(code, 'secret'))
      Object.assign(backend.bundles, { putIndex })
      const client = createDirectClient(backend)
      const { error } = await client.ask('boule_putBundleIndex', [FAKE_ROOT, INDEX])
      if (error?.message === 'secret') tellingCodes.push(code)
      else expect([error?.code, client.internalErrors.length]).toEqual([-32_603, 1])
    }
    expect(tellingCodes).toEqual([
      'malformed',
      'limit',
      'path',
      'mismatch',
      'not-needed',
      'no-room',
    ])
  })
})
