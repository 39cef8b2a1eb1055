import { expect, test } from 'vitest'
import { drawEpochBar } from './epoch-bar.ts'

const EPOCH = { epoch: 2, startHeight: 101, electionHeight: 180, endHeight: 200 }

function text(height: number, width: number): string {
  return drawEpochBar(EPOCH, height, width)
    .map((segment) => segment.text)
    .join('')
}

test.each([
  [100, '░░░░░░░◇░░'],
  [101, '░░░░░░░◇░░'],
  [150, '█████░░◇░░'],
  [179, '███████◇░░'],
  [180, '███████◆░░'],
  [190, '███████◆█░'],
  [200, '███████◆██'],
  [300, '███████◆██'],
])('at block %i the bar is %s', (height, bar) => {
  expect(text(height, 10)).toBe(bar)
})

test('has its width at every height and size', () => {
  for (let width = 1; width <= 60; width += 7) {
    for (let height = 95; height <= 205; height++)
      expect([...text(height, width)]).toHaveLength(width)
  }
})
