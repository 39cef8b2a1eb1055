import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../embedded/clock.ts'
import { CometbftError } from '../cometbft-error.ts'
import { PATIENCE_MS } from './run-cometbft.ts'

const LOOK_AGAIN_MS = 100

/**
 * Notes which process runs in the home folder, so that the next start finds it should this one be killed. As well as may be: a
 * full disk is no reason to end what runs.
 */
export function notePid(home: string, pid: number | undefined): void {
  try {
    if (pid === undefined) rmSync(pidPath(home), { force: true })
    else writeFileSync(pidPath(home), `${pid}\n`)
  } catch {
    // The next start then does not look for an orphan.
  }
}

/**
 * Ends the CometBFT that a killed node left behind. It mostly ends by itself when the application's socket breaks; until then it
 * keeps the data of the home folder locked. Resolves with its process id, or `undefined` when there is none. Throws
 * `CometbftError` `failed` when it cannot be ended.
 */
export async function endOrphan(home: string, clock: Clock): Promise<number | undefined> {
  const pid = readPid(home)
  if (pid === undefined || !isCometbftOf(pid, home)) return undefined
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    send(pid, signal)
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_AGAIN_MS) {
      if (!isCometbftOf(pid, home)) return pid
      await new Promise<void>((resolve) => void clock.after(LOOK_AGAIN_MS, resolve))
    }
  }
  throw new CometbftError(
    'failed',
    `process ${pid}, a CometBFT that uses ${home}, does not end: end it and start again`,
  )
}

function pidPath(home: string): string {
  return join(home, 'cometbft.pid')
}

function readPid(home: string): number | undefined {
  if (!existsSync(pidPath(home))) return undefined
  const pid = Number(readFileSync(pidPath(home), 'utf8'))
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined
}

/**
 * Whether that process was started by `runCometbft` with this folder: ids are used again. Without `/proc` it cannot be known, and
 * nobody is ended; a process that has ended but was not yet collected has no arguments.
 */
function isCometbftOf(pid: number, home: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.join('\0').endsWith(`start\0--home\0${home}\0`)
  } catch {
    return false
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile.
  }
}
