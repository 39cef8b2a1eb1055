import { assert } from '#base/assert.ts'
import { compareBytes, compareText, concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'

/**
 * The constant that IoTeX mixes into its draw. It never changes, so that draw is no secret: anyone
 * can compute it ahead.
 */
const SEED = Uint8Array.of(0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xcd, 0xef)

/**
 * IoTeX's draw of block producers: the operator addresses (text, `io1…`) by ascending
 * keccak256(address ‖ constant ‖ first height of the epoch, 8 bytes, least significant first), the
 * first `count` of them. With fewer addresses than `count`, all of them. Source: iotex-core,
 * crypto/cryptosort.go.
 */
export function drawIotex(
  operators: readonly string[],
  epochStartHeight: number,
  count: number,
): readonly string[] {
  assert(Number.isSafeInteger(epochStartHeight) && epochStartHeight >= 0, 'a height is at least 0')
  assert(Number.isInteger(count) && count >= 0, 'a count is at least 0')
  const height = new Uint8Array(8)
  new DataView(height.buffer).setBigUint64(0, BigInt(epochStartHeight), true)
  const drawn = operators.map((operator) => ({
    operator,
    lot: keccak256(concatBytes(utf8ToBytes(operator), SEED, height)),
  }))
  drawn.sort((a, b) => compareBytes(a.lot, b.lot) || compareText(a.operator, b.operator))
  return drawn.slice(0, count).map((entry) => entry.operator)
}
