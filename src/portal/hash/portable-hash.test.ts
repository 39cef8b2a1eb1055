import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as fast from '#base/hash.ts'
import * as portable from './portable-hash.ts'

test('the portal hashes as the chain does', () => {
  expect(Object.keys(portable).sort()).toEqual(Object.keys(fast).sort())
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(portable.keccak256(bytes)).toEqual(fast.keccak256(bytes))
      expect(portable.sha256(bytes)).toEqual(fast.sha256(bytes))
      expect(portable.blake2b256(bytes)).toEqual(fast.blake2b256(bytes))
    }),
  )
})
