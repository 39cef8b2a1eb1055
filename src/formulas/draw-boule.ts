import { assert } from '#base/assert.ts'
import { compareBytes, concatBytes, u64ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'

/**
 * Boule's draw of block producers: registration numbers by ascending keccak256(mix ‖ registration
 * number, 8 bytes, most significant first), the first `count` of them, in draw order. With fewer
 * numbers than `count`, all of them.
 *
 * `mix` is the 32 bytes of randomness of the election point. A registration number is given by the
 * chain, so no delegate can choose one that suits it.
 */
export function drawBoule(
  mix: Uint8Array,
  registrations: readonly number[],
  count: number,
): readonly number[] {
  assert(mix.length === 32, 'the mix has 32 bytes')
  assert(Number.isInteger(count) && count >= 0, 'a count is at least 0')
  const drawn = registrations.map((registration) => ({
    registration,
    lot: keccak256(concatBytes(mix, u64ToBytes(registration))),
  }))
  drawn.sort((a, b) => compareBytes(a.lot, b.lot) || a.registration - b.registration)
  return drawn.slice(0, count).map((entry) => entry.registration)
}
