import { expect, test } from 'vitest'
import { drawBar, percentText } from './bars.ts'

test.each([
  [0, 5_000, '░░░░░│░░░░'],
  [5_000, 5_000, '█████│░░░░'],
  [4_999, 10_000, '████░░░░░│'],
  [10_000, 5_000, '██████████'],
])('%i of 10,000 with enough at %i is %s', (part, mark, bar) => {
  expect(drawBar(part, mark, 10)).toBe(bar)
})

test.each([
  [0, '0 %'],
  [1, '0.01 %'],
  [150, '1.5 %'],
  [1_000, '10 %'],
  [6_667, '66.67 %'],
])('%i basis points are %s', (bps, text) => {
  expect(percentText(bps)).toBe(text)
})
