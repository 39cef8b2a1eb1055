import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFrameReader } from './frame-reader.ts'

function varint(value: number): number[] {
  const bytes: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128)
  return [...bytes, value]
}

function frameOf(message: Uint8Array): Uint8Array {
  return Uint8Array.from([...varint(message.length), ...message])
}

function readAll(chunks: readonly Uint8Array[], maxFrameBytes = 1_000): Uint8Array[] {
  const reader = createFrameReader(maxFrameBytes)
  return chunks.flatMap((chunk) => [...reader.read(chunk)])
}

test('messages come out whole and in order, wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
      fc.array(fc.nat({ max: 50 }), { maxLength: 200 }),
      (messages, sizes) => {
        const stream = Uint8Array.from(messages.flatMap((message) => [...frameOf(message)]))
        const chunks: Uint8Array[] = []
        let at = 0
        for (const size of sizes) chunks.push(stream.subarray(at, (at += size)))
        chunks.push(stream.subarray(at))
        expect(readAll(chunks)).toEqual(messages)
      },
    ),
  )
})

test('a message is in a buffer of its own', () => {
  const chunk = Uint8Array.of(1, 7, 2, 8, 9)
  const messages = readAll([chunk])
  chunk.fill(0)
  expect(messages).toEqual([Uint8Array.of(7), Uint8Array.of(8, 9)])
  expect(messages.map((message) => message.buffer.byteLength)).toEqual([1, 2])
})

test('it knows whether it stands inside a message', () => {
  const reader = createFrameReader(1_000)
  const states = [[0], [0x81], [0x00, 1], [2, 9], [9]].map((bytes) => {
    for (const message of reader.read(Uint8Array.from(bytes))) expect(message).toBeDefined()
    return reader.isInside
  })
  expect(states).toEqual([false, true, false, true, false])
})

describe('what is no length is refused', () => {
  test.each([
    ['one more than is allowed', varint(1_001), 'a request of 1001 bytes; at most 1000'],
    ['far more than is allowed', varint(2 ** 28 - 1), 'a request of 268435455 bytes'],
    ['a varint without end', [255, 255, 255, 255, 1], 'no varint of at most four bytes'],
  ])('%s', (_name, bytes, message) => {
    expect(() => readAll([Uint8Array.from(bytes)])).toThrow(message)
  })

  test('the largest length that is allowed is taken', () => {
    expect(readAll([frameOf(new Uint8Array(1_000))])).toHaveLength(1)
  })

  test('messages before it are given', () => {
    const reader = createFrameReader(10)
    const given: Uint8Array[] = []
    expect(() => {
      for (const message of reader.read(Uint8Array.of(1, 5, 11))) given.push(message)
    }).toThrow('a request of 11 bytes')
    expect(given).toEqual([Uint8Array.of(5)])
  })
})
