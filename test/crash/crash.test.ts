import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CRASH_POINTS } from '#state/crash-point.ts'
import { bundleProgram } from './bundle-node.ts'
import { crashDatabase } from './database-crashes.ts'
import { crashNode, NODE_POINTS } from './node-crashes.ts'

/** Kills of whole nodes; more with the environment variable of that name: 200 in the gate (`.ci/run`). */
const NODE_KILLS = Number(process.env['BOULE_CRASH_KILLS'] ?? 50)
const CHAINS = 2
const DATABASE_KILLS_EACH = Math.max(1, Math.floor(NODE_KILLS / 50))

let folder = ''
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boule-crash-'))
})
afterAll(() => {
  fs.rmSync(folder, { recursive: true })
})

test('a data directory that is killed at every point of writing goes on with the same hashes', async () => {
  const program = await bundleProgram('crash-database')
  const result = await crashDatabase(program, folder, DATABASE_KILLS_EACH)
  const list = [...result.kills].map(([point, count]) => `${point} ×${count}`).join(', ')
  console.log(`killed at ${list}; ${result.finished} runs to the end`)
  expect(result.problems).toEqual([])
  for (const point of CRASH_POINTS) {
    expect(result.kills.get(point), point).toBeGreaterThanOrEqual(DATABASE_KILLS_EACH)
  }
  expect(result.finished).toBeGreaterThan(0)
}, 600_000)

test(`a node that is killed ${NODE_KILLS} times loses nothing and has the hashes of one that never was`, async () => {
  const program = await bundleProgram('crash-node')
  const results = await Promise.all(
    Array.from({ length: CHAINS }, (_, seed) => {
      const dir = path.join(folder, `node-${seed}`)
      return crashNode({ program, dir, seed, kills: Math.ceil(NODE_KILLS / CHAINS) })
    }),
  )
  const kills = new Map<string, number>()
  for (const result of results) {
    expect(result.problems).toEqual([])
    for (const [name, count] of result.kills) kills.set(name, (kills.get(name) ?? 0) + count)
  }
  const blocks = results.map((result) => result.height)
  const receipts = results.map((result) => result.receipts)
  const list = [...kills].map(([name, count]) => `${name} ×${count}`).join(', ')
  console.log(
    `killed at ${list}; chains of ${blocks.join(' and ')} blocks, ${receipts.join(' and ')} receipts seen`,
  )
  const sum = [...kills.values()].reduce((a, b) => a + b, 0)
  expect(sum).toBeGreaterThanOrEqual(NODE_KILLS)
  for (const name of [...NODE_POINTS, 'random', 'starting']) {
    const least = Math.max(1, Math.floor(NODE_KILLS / 100))
    expect.soft(kills.get(name) ?? 0, name).toBeGreaterThanOrEqual(least)
  }
  for (const count of receipts) expect(count).toBeGreaterThanOrEqual(NODE_KILLS)
}, 1_200_000)

describe('what is lost between two lives is noticed', () => {
  test('by the data directory', async () => {
    const program = await bundleProgram('crash-database')
    const place = path.join(folder, 'lost-data')
    fs.mkdirSync(place)
    let kills = 0
    const result = await crashDatabase(program, place, 1, (dir) => {
      if (++kills === 6) fs.rmSync(path.join(dir, 'blocks'), { recursive: true })
      if (kills === 6) fs.rmSync(path.join(dir, 'snapshots'), { recursive: true, force: true })
    })
    expect(result.problems.join()).toMatch(/block \d+ was stored, the start is at 0/)
  })

  test('by the node', async () => {
    const program = await bundleProgram('crash-node')
    const dir = path.join(folder, 'lost-node')
    let isLost = false
    const betweenLives = (data: string, height: number): void => {
      if (isLost || height < 3) return
      isLost = true
      fs.rmSync(data, { recursive: true })
    }
    const result = await crashNode({ program, dir, seed: 3, kills: 20, betweenLives })
    expect(isLost).toBe(true)
    expect(result.problems.join()).toMatch(/block \d+ was told of, the node is at 0 after a crash/)
  })
})
