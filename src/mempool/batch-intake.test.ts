import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeTransaction } from '#base/transaction.ts'
import { isBatch, MAX_BATCH_BYTES, packBatch, unpackBatch } from './parcel.ts'
import { setUpIntake, signed, signedByNobody } from './peer-intake.fixture.ts'

const GOOD = [0, 1, 2].map((nonce) => signed(nonce))
const BATCH = packBatch(GOOD)
const OF_ANOTHER_CHAIN = signed(3, { chainId: 1 })
const TOO_FAR_AHEAD = signed(900)

describe('a batch of another node', () => {
  test('is handed on with the same bytes once each of it has been checked', async () => {
    const { gossip, pool, admission, checkAll } = setUpIntake()
    const message = new Uint8Array(BATCH.length + 9)
    message.set(BATCH, 9)
    expect(gossip.insert(message.subarray(9))).toBe('taken')
    message.fill(0)
    expect([pool.size, admission.waiting]).toEqual([0, 3])
    expect(gossip.reap(0)).toEqual([])
    await checkAll()
    expect(gossip.reap(0)).toEqual([BATCH])
    expect(gossip.reap(0)).toEqual([])
    for (const raw of GOOD) {
      const held = pool.get(decodeTransaction(raw).hash)?.transaction.raw
      expect(held).toEqual(raw)
      // Not a part of the batch, which would stay in memory with it.
      expect(held?.buffer.byteLength).toBe(raw.length)
    }
    expect(gossip.counts).toMatchObject({ taken: 3, batches: 1, offered: 3, batchesCarried: 1 })
  })

  test.each([
    ['of another chain', OF_ANOTHER_CHAIN, 'wrong-chain-id'],
    ['that is none', Uint8Array.of(0xb0), 'malformed'],
    ['too long', new Uint8Array(65_537).fill(2), 'oversized'],
    ['of nobody', signedByNobody(3), 'bad-signature'],
  ])('with one %s does not lose the good ones, but is not handed on', async (_name, bad, code) => {
    const { gossip, pool, checkAll } = setUpIntake()
    expect(gossip.insert(packBatch([...GOOD, bad]))).toBe('taken')
    await checkAll()
    expect(pool.size).toBe(3)
    expect([...gossip.counts.refused]).toEqual([[code, 1]])
    expect(gossip.reap(0)).toEqual([BATCH])
    expect(gossip.counts).toMatchObject({ batches: 1, batchesCarried: 0, batchesPacked: 1 })
  })

  test('with many that are none is not looked at any further', async () => {
    const { gossip, pool, admission, checkAll } = setUpIntake()
    const bad = Array.from({ length: 16 }, () => OF_ANOTHER_CHAIN)
    const [first, ...others] = GOOD as [Uint8Array, Uint8Array, Uint8Array]
    expect(gossip.insert(packBatch([first, ...bad, ...others]))).toBe('taken')
    expect(admission.waiting).toBe(1)
    await checkAll()
    expect(pool.size).toBe(1)
    expect(Object.fromEntries(gossip.counts.refused)).toEqual({
      'wrong-chain-id': 16,
      'bad-batch': 2,
    })
    expect(gossip.reap(0)).toEqual([first])
  })

  test('is refused when none of it can ever be a transaction', () => {
    const { gossip, admission } = setUpIntake()
    expect(gossip.insert(packBatch([OF_ANOTHER_CHAIN, Uint8Array.of(0xb0)]))).toBe('refused')
    expect(admission.waiting).toBe(0)
  })

  test('is handed on when half of it came into the pool by it', async () => {
    const { gossip, checkAll } = setUpIntake()
    // The nonce has two bytes more.
    const half = packBatch([signed(0, { bytes: 2 }), TOO_FAR_AHEAD])
    expect(gossip.insert(half)).toBe('taken')
    await checkAll()
    expect(gossip.reap(0)).toEqual([half])
  })

  test.each([
    ['could not be taken', [signed(0), TOO_FAR_AHEAD, signed(901)]],
    ['is in it twice', [signed(0), signed(0), signed(0)]],
    ['by bytes could not be taken', [signed(0), signed(900, { bytes: 20 })]],
  ])('is not handed on when more than half of it %s; what was taken is', async (_name, raws) => {
    const { gossip, checkAll } = setUpIntake()
    expect(gossip.insert(packBatch(raws))).toBe('taken')
    await checkAll()
    expect(gossip.reap(0)).toEqual([raws[0]])
    expect(gossip.counts.taken).toBe(1)
  })

  test('is not handed on when all of it was known, nor checked', async () => {
    const { gossip, checks, checkAll } = setUpIntake()
    gossip.insert(BATCH)
    await checkAll()
    expect(gossip.reap(0)).toEqual([BATCH])
    const reversed = packBatch(GOOD.toReversed())
    expect(gossip.insert(reversed)).toBe('taken')
    await checkAll()
    expect(gossip.reap(0)).toEqual([])
    expect(checks.count).toBe(3)
    expect([...gossip.counts.refused]).toEqual([['already-known', 3]])
  })

  test('in another order again and again costs no signature checks when it is not wanted', async () => {
    const { gossip, checks, checkAll } = setUpIntake()
    for (const far of [900, 901]) {
      const raws = [TOO_FAR_AHEAD, signed(far + 10), signed(905)]
      gossip.insert(packBatch(raws))
      gossip.insert(packBatch(raws.toReversed()))
      await checkAll()
      gossip.insert(packBatch([...raws.slice(1), ...raws.slice(0, 1)]))
      await checkAll()
    }
    expect(gossip.counts.refused.get('nonce-too-high')).toBe(18)
    // Six that came together, and one new one that came twice.
    expect(checks.count).toBe(8)
  })

  test('that is none is refused, and nothing of it is looked at, however busy the node', () => {
    const { gossip, admission } = setUpIntake({}, { maxWaiting: 0 })
    const none = [BATCH.subarray(0, 9), packBatch([BATCH, ...GOOD]), packBatch(GOOD.slice(0, 1))]
    expect(none.map((bytes) => gossip.insert(bytes))).toEqual(['refused', 'refused', 'refused'])
    expect([...gossip.counts.refused]).toEqual([['bad-batch', 3]])
    expect([admission.waiting, gossip.counts.batches]).toEqual([0, 0])
  })
})

describe('back-pressure', () => {
  test('a busy node wants the whole batch again', async () => {
    const { gossip, admission, pool, checkAll } = setUpIntake({}, { maxWaiting: 4 })
    expect(gossip.insert(packBatch([signed(3), signed(4)]))).toBe('taken')
    expect(gossip.insert(BATCH)).toBe('retry')
    expect(admission.waiting).toBe(2)
    await checkAll()
    expect(gossip.insert(BATCH)).toBe('taken')
    await checkAll()
    expect(pool.size).toBe(5)
    expect(gossip.counts).toMatchObject({ taken: 5, retried: 3, batches: 2 })
  })

  test('a batch counts beside its transactions until all of them were checked', async () => {
    const { gossip, checkAll } = setUpIntake({ waitingBytes: 2 * MAX_BATCH_BYTES })
    const large = [0, 1, 2].map((nonce) =>
      packBatch([signed(2 * nonce, { bytes: 30_000 }), signed(2 * nonce + 1, { bytes: 30_000 })]),
    )
    for (let round = 0; round < 3; round++) {
      const answers = large.map((batch) => gossip.insert(batch))
      expect(answers).toEqual(round === 0 ? ['taken', 'taken', 'retry'] : answers)
      await checkAll()
    }
    expect(gossip.insert(signed(5, { bytes: 60_000 }))).not.toBe('refused')
  })

  test('a full pool wants it again unless it knows all of it', async () => {
    const { gossip, pool, checkAll } = setUpIntake()
    gossip.insert(packBatch([...GOOD, signed(3), signed(4)]))
    await checkAll()
    expect(pool.size).toBe(5)
    expect(gossip.insert(BATCH)).toBe('taken')
    expect(gossip.insert(packBatch([signed(4), signed(5)]))).toBe('retry')
    await checkAll()
    expect(gossip.counts).toMatchObject({ taken: 5, retried: 1 })
  })
})

const PIECE = fc.oneof(
  fc.nat(6).map((nonce) => signed(nonce)),
  fc.constantFrom(OF_ANOTHER_CHAIN, TOO_FAR_AHEAD, signedByNobody(0), signed(1, { bytes: 500 })),
  fc.uint8Array({ maxLength: 60 }),
  fc
    .tuple(fc.nat(120), fc.nat(255))
    .map(([at, value]) => signed(0).map((old, index) => (index === at ? value : old))),
)
const BYTES = fc.oneof(
  PIECE,
  fc.array(PIECE, { maxLength: 8 }).map(packBatch),
  fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.of(0x7d, ...rest)),
  fc.tuple(fc.array(PIECE, { minLength: 2, maxLength: 4 }), fc.nat(300)).map(([raws, cut]) => {
    const batch = packBatch(raws)
    return batch.subarray(0, Math.max(0, batch.length - cut))
  }),
)

test('whatever comes is answered, ends, and puts into the pool what would have come in alone', async () => {
  const answers = new Map<string, number>()
  const run = fc.asyncProperty(fc.array(BYTES, { maxLength: 8 }), async (all) => {
    const [inParcels, alone] = [setUpIntake(), setUpIntake()]
    for (const bytes of all) {
      const answer = inParcels.gossip.insert(bytes)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
      for (const raw of isBatch(bytes) ? (unpackBatch(bytes) ?? []) : [bytes]) {
        alone.gossip.insert(new Uint8Array(raw))
      }
      await Promise.all([inParcels.checkAll(), alone.checkAll()])
      inParcels.gossip.reap(0)
    }
    const { pool, gossip } = inParcels
    expect(pool.select(1e9, 1e9)).toEqual(alone.pool.select(1e9, 1e9))
    expect(pool.size).toBe(alone.pool.size)
    expect(gossip.counts.taken).toBe(alone.gossip.counts.taken)
    expect(gossip.held).toBeLessThanOrEqual(2 * pool.size + 1_024)
  })
  await fc.assert(run, { numRuns: 150 })
  console.log('answers to whatever comes:', Object.fromEntries(answers))
  expect(answers.get('taken')).toBeGreaterThan(50)
  expect(answers.get('refused')).toBeGreaterThan(50)
})
