import { concatBytes } from '#base/bytes.ts'
import type { Random } from '../../sim/random.ts'

const EDGES = [0, 1, 0x7f, 0x80, 0xb7, 0xb8, 0xbf, 0xc0, 0xf7, 0xf8, 0xff]

/** A copy with one to four small damages: bits, bytes, parts missing, doubled or moved, parts of another. */
export function mutateBytes(
  bytes: Uint8Array,
  random: Random,
  others: readonly Uint8Array[] = [],
): Uint8Array {
  let result: Uint8Array = Uint8Array.from(bytes)
  for (let damages = 1 + random.below(4); damages > 0; damages--) {
    result = damage(result, random, others)
  }
  return result
}

function damage(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const at = random.below(bytes.length + 1)
  const length = random.below(random.oneIn(3) ? 64 : 5)
  switch (random.below(8)) {
    case 0:
      return replaceByte(bytes, at, (byte) => byte ^ (1 << random.below(8)))
    case 1:
      return replaceByte(bytes, at, () => random.pick(EDGES))
    case 2:
      return replaceByte(bytes, at, () => random.below(256))
    case 3:
      return concatBytes(bytes.subarray(0, at), bytes.subarray(at + length))
    case 4:
      return concatBytes(bytes.subarray(0, at), randomBytes(length, random), bytes.subarray(at))
    case 5:
      return bytes.slice(0, at)
    case 6:
      return concatBytes(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at))
    default: {
      const other = others.length === 0 ? bytes : random.pick(others)
      const from = random.below(other.length + 1)
      return concatBytes(
        bytes.subarray(0, at),
        other.subarray(from, from + length),
        bytes.subarray(at + length),
      )
    }
  }
}

/** `count` bytes, of which none is likelier than another. */
export function randomBytes(count: number, random: Random): Uint8Array {
  return Uint8Array.from({ length: count }, () => random.below(256))
}

function replaceByte(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const byte = bytes[at]
  if (byte === undefined) return bytes
  const result = Uint8Array.from(bytes)
  result[at] = change(byte)
  return result
}
