import { encodeError } from '#base/abi/abi-signature.ts'
import { expect, test } from 'vitest'
import { refuse } from './outcome.ts'

const STATUS = { code: 1, error: 'TooMuch(uint256,uint64)', meaning: 'Less would be right.' }
const MOST = (1n << 256n) - 1n

test.each([
  ['what fits', MOST, MOST],
  ['a figure beyond 256 bits, as the largest that fits', MOST + 1n, MOST],
  ['one far beyond', 1n << 300n, MOST],
])('a refusal says %s', (_, figure, said) => {
  expect(refuse(STATUS, figure, 7)).toEqual({
    status: STATUS,
    data: encodeError('TooMuch(uint256,uint64)', [said, 7]),
  })
})
