import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { NODE_POINTS } from '../crash/node-crashes.ts'
import { type Life, liveAndDie } from './solo-chain.ts'

const programs = inject('clusterPrograms')
/** What a node passes in a new directory only. */
const FIRST_POINTS = [
  'identity:written',
  'segment:created',
  'segment:header-written',
  'segment:ready',
] as const
/** So many points does CometBFT pass from one block to the next. */
const ENGINE_POINTS = 10

const LIVES: readonly Life[] = [
  ...FIRST_POINTS.map((point) => ({ point, nth: 1, startsOver: true })),
  // CometBFT dies in the first block of a life, the node in a later one.
  ...NODE_POINTS.map((point, place) => ({
    point,
    nth: point.startsWith('block:') ? 3 : 1,
    enginePoint: place % ENGINE_POINTS,
  })),
  { point: '-', nth: 1, enginePoint: 4 },
  { point: '-', nth: 1 },
]

describe.skipIf(programs === null)('a node on CometBFT', () => {
  test('that dies at every point of writing, as does its CometBFT, loses nothing', async () => {
    if (programs === null) return
    const dir = mkdtempSync(path.join(tmpdir(), 'boule-solo-'))
    const result = await liveAndDie(programs, dir, LIVES)
    const list = [...result.deaths].map(([point, count]) => `${point} ×${count}`).join(', ')
    console.log(
      `died at ${list}; CometBFT at its points ${result.engineDeaths.join(', ')}; ${result.blocks} blocks, ${result.transactions} transactions`,
    )
    expect(result.problems, dir).toEqual([])
    for (const point of [...FIRST_POINTS, ...NODE_POINTS, 'random']) {
      expect(result.deaths.get(point), point).toBeGreaterThan(0)
    }
    const points = Array.from({ length: ENGINE_POINTS }, (_, index) => index)
    expect(result.engineDeaths).toEqual(expect.arrayContaining(points))
    rmSync(dir, { recursive: true })
  }, 600_000)
})
