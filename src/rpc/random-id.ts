import { randomBytes } from 'node:crypto'
import { type Hex, toHex } from '#base/hex.ts'

/** An id that nobody guesses: 16 random bytes as a quantity, so without a leading zero. */
export function createRandomId(): Hex {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] as number) | 0x80
  return toHex(bytes)
}
