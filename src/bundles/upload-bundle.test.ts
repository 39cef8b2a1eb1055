import { describe, expect, test } from 'vitest'
import type { Hex } from '#base/hex.ts'
import { makeBundle, noise } from './bundle.fixture.ts'
import { BundleError } from './bundle-error.ts'
import type { BundleStatus } from './bundle-status.ts'
import { type Behaviour, startPeer } from './fake-peer.fixture.ts'
import type { TransferProgress } from './fetch-bundle.ts'
import { uploadBundle, type UploadOptions } from './upload-bundle.ts'

const BUNDLE = makeBundle(
  Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`f${at}`, noise(1_000, at)] as const)),
)

/** A node that needs the bundle, names so many missing chunks at once, and keeps what `keeps` says. */
function taking(listed: number, keeps: (hash: Hex) => boolean = () => true): Behaviour {
  let hasIndex = false
  const missing = new Set(BUNDLE.chunks.keys())
  const status = (): BundleStatus => ({
    needed: true,
    bytes: hasIndex ? BUNDLE.bytes : null,
    files: hasIndex ? 10 : null,
    chunks: hasIndex ? 10 : null,
    missingChunks: hasIndex ? missing.size : null,
    firstMissing: hasIndex ? [...missing].slice(0, listed) : [],
    complete: missing.size === 0,
  })
  return (method, name) => {
    if (method === 'boule_bundle') return { result: name === BUNDLE.root ? status() : null }
    if (method === 'boule_putBundleIndex') hasIndex = true
    else if (keeps(name)) missing.delete(name)
    return { result: true }
  }
}

async function failureOf(options: UploadOptions): Promise<BundleError> {
  const failure = await uploadBundle(options).then(
    () => new Error('it was uploaded'),
    (error: unknown) => error,
  )
  if (!(failure instanceof BundleError)) throw failure
  return failure
}

describe('a bundle is uploaded', () => {
  test('as the node asks for it, and told of as it goes', async () => {
    const peer = await startPeer(taking(4))
    const progress: TransferProgress[] = []
    const sent = await uploadBundle({
      bundle: BUNDLE,
      url: peer.url,
      onProgress: (one) => progress.push(one),
    })
    expect(sent).toBe(10)
    expect(progress).toEqual([10, 6, 2, 0].map((missingChunks) => ({ chunks: 10, missingChunks })))
    const puts = peer.asked.filter((one) => one.startsWith('boule_putBundleChunk'))
    expect(new Set(puts).size).toBe(10)
    expect(await uploadBundle({ bundle: BUNDLE, url: peer.url })).toBe(0)
  })

  test('only where a proposal names it', async () => {
    const peer = await startPeer(taking(4))
    const bundle = makeBundle({ other: '' })
    expect(await failureOf({ bundle, url: peer.url })).toMatchObject({
      code: 'refused',
      message: `no live proposal names the bundle ${bundle.root} at ${peer.url}`,
    })
    expect(peer.asked).toHaveLength(1)
  })

  test('not without end to a node that keeps nothing', async () => {
    const peer = await startPeer(taking(4, () => false))
    const failure = await failureOf({ bundle: BUNDLE, url: peer.url })
    expect(failure.message).toBe(`${peer.url} does not keep the chunks that it takes`)
  })

  test('and nothing else, whatever the node asks for', async () => {
    const asked = makeBundle({ secret: 'of the machine' })
    const [secret = '0x'] = asked.chunks.keys()
    const honest = taking(4)
    const peer = await startPeer((method, name, response) => {
      const answer = honest(method, name, response)
      if (method !== 'boule_bundle' || answer === undefined) return answer
      return { result: { ...(answer.result as BundleStatus), firstMissing: [secret] } }
    })
    const failure = await failureOf({ bundle: BUNDLE, url: peer.url })
    expect(failure.code).toBe('missing')
    expect(failure.message).toContain('which is not in the bundle')
  })

  test.each<readonly [string, unknown]>([
    ['no object', 7],
    ['no list', { complete: false, missingChunks: 1, firstMissing: 'x' }],
    ['a list of other things', { complete: false, missingChunks: 1, firstMissing: [7] }],
    [
      'a list that is too long',
      { complete: false, missingChunks: 1, firstMissing: Array(257).fill('0x') },
    ],
    ['no figures', { complete: false, missingChunks: 'x', firstMissing: [] }],
    ['no verdict', { missingChunks: 1, firstMissing: [] }],
  ])('unless the node says of it what is %s', async (_, result) => {
    const peer = await startPeer(() => ({ result }))
    expect(await failureOf({ bundle: BUNDLE, url: peer.url })).toMatchObject({
      code: 'no-answer',
      message: `${peer.url} answers boule_bundle with something else than it should`,
    })
  })

  test('until it is told to stop', async () => {
    const stopping = new AbortController()
    const peer = await startPeer(taking(4))
    const failure = await failureOf({
      bundle: BUNDLE,
      url: peer.url,
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    })
    expect(failure.code).toBe('stopped')
  })
})
