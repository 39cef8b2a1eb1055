import { expect, test } from 'vitest'
import { type Codec, DecodeError, decodeRecord, encodeRecord } from '#base/codec.ts'
import { equalBytes } from '#base/bytes.ts'
import { type StoredBlock, storedBlockCodec } from '#state/block-log/stored-block.ts'
import { decodeManifest, encodeManifest, type SnapshotManifest } from '#state/snapshot/manifest.ts'
import { createRandom } from '../../sim/random.ts'
import { recordRun } from '../replay/record-run.ts'
import { FUZZ_TIMES } from './fuzz-times.ts'
import { mutateBytes, randomBytes } from './mutate-bytes.ts'

const CASES = 20_000 * FUZZ_TIMES

/** Returns whether the bytes were read. Whatever can be read has to be written as the same bytes. */
function readAndWrite<T>(codec: Codec<T>, bytes: Uint8Array): boolean {
  let value: T
  try {
    value = decodeRecord(codec, bytes)
  } catch (error) {
    if (error instanceof DecodeError) return false
    throw error
  }
  expect(equalBytes(encodeRecord(codec, value), bytes)).toBe(true)
  return true
}

function damageAll<T>(codec: Codec<T>, samples: readonly T[], seed: number): { read: number } {
  const random = createRandom(seed)
  const encoded = samples.map((sample) => encodeRecord(codec, sample))
  for (const bytes of encoded) expect(readAndWrite(codec, bytes)).toBe(true)
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const bytes = random.oneIn(50)
      ? randomBytes(random.below(400), random)
      : mutateBytes(random.pick(encoded), random, encoded)
    if (readAndWrite(codec, bytes)) read++
  }
  return { read }
}

test(
  'a damaged block of the log is refused, or it is another block',
  () => {
    const { blocks } = recordRun({ seed: 3, blocks: 12, transactionsPerBlock: 2 })
    const samples: readonly StoredBlock[] = blocks.map((block) => ({
      ...block,
      request: {
        ...block.request,
        misbehavior: [{ type: 'duplicate-vote', validator: 'AB'.repeat(20), height: 1, timeMs: 5 }],
      },
    }))
    const { read } = damageAll(storedBlockCodec, samples, 3)
    console.log(`${CASES} damaged blocks: ${read} read as others`)
    expect(read).toBeGreaterThan(CASES / 20)
    expect(read).toBeLessThan(CASES)
  },
  60_000 * FUZZ_TIMES,
)

test(
  'a damaged manifest of a snapshot is refused, or it is another manifest',
  () => {
    const { blocks } = recordRun({ seed: 3, blocks: 2, transactionsPerBlock: 1 })
    const manifest: SnapshotManifest = {
      chainId: 7,
      genesisHash: new Uint8Array(32).fill(3),
      height: 2,
      roots: (blocks[1] as StoredBlock).roots,
      collections: [
        { module: 'accounts', name: 'accounts', slots: 12, positional: false },
        { module: 'staking', name: 'buckets', slots: 3, positional: true },
      ],
      chunks: [{ bytes: 77, sha256: new Uint8Array(32).fill(5) }],
    }
    const codec: Codec<SnapshotManifest> = {
      encode: (writer, value) => void writer.raw(encodeManifest(value)),
      decode: (reader) => decodeManifest(reader.raw(reader.remaining)),
    }
    const { read } = damageAll(codec, [manifest], 4)
    console.log(`${CASES} damaged manifests: ${read} read as others`)
    expect(read).toBeGreaterThan(CASES / 20)
    expect(read).toBeLessThan(CASES)
  },
  60_000 * FUZZ_TIMES,
)
