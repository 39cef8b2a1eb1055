import fs from 'node:fs'
import path from 'node:path'
import { toHex } from '#base/hex.ts'
import { CRASH_POINTS, type CrashPointName } from '#state/crash-point.ts'
import { recordRun } from '../replay/record-run.ts'
import { type RecordedRun, writeRun } from '../replay/recorded-run.ts'
import { startProgram } from './killable-program.ts'

/** Recordings that may end in a row without the crash point that is looked for. */
const MOST_FRUITLESS = 5

export interface DatabaseCrashes {
  /** Kills by crash point. */
  readonly kills: ReadonlyMap<CrashPointName, number>
  /** Runs that came to the end of the recording. */
  readonly finished: number
  /** What was wrong; empty when every hash was that of the undisturbed run. */
  readonly problems: readonly string[]
}

/**
 * Kills a data directory at every crash point, `timesEach` times or more, and goes on after each. `betweenLives` is for a test
 * that damages something.
 */
export async function crashDatabase(
  program: string,
  folder: string,
  timesEach: number,
  betweenLives: (dir: string) => void = () => {},
): Promise<DatabaseCrashes> {
  const run = recordRun({ seed: 2, blocks: 40, transactionsPerBlock: 24 })
  const file = path.join(folder, 'recording.run')
  writeRun(file, run)
  const kills = new Map<CrashPointName, number>()
  const problems: string[] = []
  let finished = 0
  let place = 0
  let fruitless = 0
  let dir = path.join(folder, 'data-0')
  let stored = 0
  // A round takes every point once, so that each start is followed by crashes of all kinds.
  const wanted = Array.from({ length: timesEach }, () => CRASH_POINTS).flat()
  for (let step = 0; step < wanted.length && problems.length === 0; ) {
    const point = wanted[step] as CrashPointName
    const nth = 1 + ((step + place) % 2)
    const child = startProgram(program, [dir, file, point, `${nth}`])
    const { killed, errors } = await child.ended
    const result = checkLines(child.lines, run, stored)
    problems.push(...result.problems)
    ;({ stored } = result)
    if (child.lines.includes(`crashing at ${point}`) && killed) {
      kills.set(point, (kills.get(point) ?? 0) + 1)
      step++
      fruitless = 0
      betweenLives(dir)
      continue
    }
    if (!child.lines.includes('done')) problems.push(`${dir}: ended without a reason: ${errors}`)
    // The end of the recording, without having met the point: from the beginning with the same one.
    if (++fruitless > MOST_FRUITLESS) problems.push(`${point} is never met`)
    finished++
    place++
    stored = 0
    fs.rmSync(dir, { recursive: true })
    dir = path.join(folder, `data-${place}`)
  }
  return { kills, finished, problems }
}

/** Compares what a run said with the undisturbed one. `stored` is the height that was on disk before. */
function checkLines(
  lines: readonly string[],
  run: RecordedRun,
  stored: number,
): { readonly stored: number; readonly problems: readonly string[] } {
  const problems: string[] = []
  let height = stored
  for (const line of lines) {
    const [word, text = '', hash] = line.split(' ')
    if (word !== 'at' && word !== 'stored') continue
    const said = Number(text)
    if (word === 'at' && said < stored)
      problems.push(`block ${stored} was stored, the start is at ${said}`)
    const block = run.blocks[said - 1]
    if (block !== undefined && toHex(block.roots.appHash) !== hash) {
      problems.push(`«${line}», undisturbed it is ${toHex(block.roots.appHash)}`)
    }
    height = Math.max(height, said)
  }
  return { stored: height, problems }
}
