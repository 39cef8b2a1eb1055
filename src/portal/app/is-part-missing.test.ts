import { expect, test } from 'vitest'
import { isPartMissing } from './is-part-missing.ts'

test.each([
  ['Failed to fetch dynamically imported module: http://127.0.0.1/assets/a.js', true],
  ['error loading dynamically imported module: http://127.0.0.1/assets/a.js', true],
  ['Importing a module script failed.', true],
  ['Unable to preload CSS for /assets/a.css', true],
  ['undefined is not a function', false],
])('%s: %s', (message, expected) => {
  expect(isPartMissing(new TypeError(message))).toBe(expected)
})

test('what is no error is something else', () => {
  expect(isPartMissing('dynamically imported module')).toBe(false)
})
