import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { toHex } from '#base/hex.ts'
import { CRASH_POINTS } from './crash-point.ts'
import { openDatabase } from './database.ts'
import type { Recovery } from './recover.ts'
import { temporaryDirectory } from './temporary-directory.fixture.ts'
import { createToy, TOY_IDENTITY, undisturbedHashes } from './toy-chain.fixture.ts'

const TARGET = 16
const SCRIPT = fileURLToPath(new URL('./crash-child.fixture.ts', import.meta.url))

interface Run {
  readonly signal: NodeJS.Signals | null
  readonly lines: readonly string[]
  readonly errors: string
}

function run(dir: string, target: number, point = '', nth = 1): Run {
  const args = [
    '--disable-warning=ExperimentalWarning',
    SCRIPT,
    dir,
    String(target),
    point,
    String(nth),
  ]
  const child = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { signal: child.signal, lines: child.stdout.split('\n'), errors: child.stderr }
}

/** The words behind `name` in the last line that begins with it. */
function said(lines: readonly string[], name: string): string[] {
  return (lines.findLast((line) => line.startsWith(`${name} `)) ?? '').split(' ').slice(1)
}

async function recoverHere(
  dir: string,
): Promise<{ recovery: Recovery; hash: string; notices: string[] }> {
  const toy = createToy()
  const notices: string[] = []
  const notice = (text: string): void => void notices.push(text)
  const database = await openDatabase({ dir, store: toy.store, identity: TOY_IDENTITY, notice })
  const recovery = await database.recover({
    genesis: () => toy.genesis(),
    resume: () => {},
    apply: (block) => toy.apply(block),
  })
  await database.close()
  return { recovery, hash: toHex(toy.store.roots.appHash), notices }
}

const hashes = undisturbedHashes(TARGET).map(toHex)

describe('a node that is killed', () => {
  // The first time a point is passed differs from later ones: a first segment, a first snapshot, a second one.
  const cases = CRASH_POINTS.flatMap((point) =>
    (point === 'identity:written' ? [1] : [1, 3]).map((nth) => [point, nth] as const),
  )

  it.each(cases)(
    'at %s (pass %i) comes back with all that it confirmed, and goes on as if nothing was',
    async (point, nth) => {
      const dir = temporaryDirectory()
      const killed = run(dir, TARGET, point, nth)
      expect(killed.signal, killed.errors).toBe('SIGKILL')
      const confirmed = Number(said(killed.lines, 'confirmed')[0] ?? 0)

      const again = run(dir, TARGET)
      expect(again.errors).toBe('')
      const [height, hash] = said(again.lines, 'recovered')
      // The block that was being written may have got to the disk; none that was confirmed may be missing.
      expect([confirmed, confirmed + 1]).toContain(Number(height))
      expect(hash).toBe(hashes[Number(height)])
      expect(said(again.lines, 'done')[0]).toBe(hashes[TARGET])

      const { recovery, hash: last, notices } = await recoverHere(dir)
      expect(recovery).toEqual({ height: TARGET, snapshotHeight: 15, replayedBlocks: TARGET - 15 })
      expect(last).toBe(hashes[TARGET])
      expect(notices).toEqual([])
    },
  )

  it('again and again, at every block, ends at the same hash', () => {
    const dir = temporaryDirectory()
    let kills = 0
    const points = [
      'block:half-written',
      'block:written',
      'snapshot:renamed',
      'block:synced',
    ] as const
    for (let round = 0; round < 12; round++) {
      const { signal } = run(dir, TARGET, points[round % points.length], 1 + (round % 2))
      if (signal === 'SIGKILL') kills++
    }
    expect(kills).toBeGreaterThan(5)
    expect(said(run(dir, TARGET).lines, 'done')[0]).toBe(hashes[TARGET])
  })
})
