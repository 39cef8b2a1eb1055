import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { EngineLog, EngineLogFields } from '../engine-log.ts'
import { PINNED_RELEASE } from './pinned-release.ts'

/** A directory that is removed when the test ends. */
export function temporaryDirectory(): string {
  const dir = fs.mkdtempSync(join(os.tmpdir(), 'boule-cometbft-'))
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A file with the build info of a Go program somewhere between other bytes. */
export function writeBinary(path: string, version: string, checksum?: string): void {
  const module = [version, ...(checksum === undefined ? [] : [checksum])].join('\t')
  const lines = [
    'path\tgithub.com/cometbft/cometbft/cmd/cometbft',
    `mod\tgithub.com/cometbft/cometbft\t${module}`,
    'dep\tgithub.com/cometbft/cometbft-db\tv0.14.1\th1:other=',
  ]
  const noise = Buffer.from([0xff, 0x20, 0x00, 0x0a, 0x09])
  fs.writeFileSync(path, Buffer.concat([noise, Buffer.from(`${lines.join('\n')}\n`), noise]))
  fs.chmodSync(path, 0o755)
}

export function writePinnedBinary(path: string): void {
  writeBinary(path, PINNED_RELEASE.version, PINNED_RELEASE.checksum)
}

/** What the stand-in for `cometbft` does in one run, and what it then waits for. */
export interface PlannedRun {
  /** Lines on standard output. */
  readonly print?: readonly string[]
  /** Lines on standard error. */
  readonly complain?: readonly string[]
  /** Exit code after the last line; without it, it stays until it is told to end. */
  readonly exit?: number
  /** Does not end when asked. */
  readonly ignoresTerm?: boolean
}

/** Puts a stand-in for `cometbft` into place that does one planned run per start, the last one again and again. */
export function writeStandIn(home: string, runs: readonly PlannedRun[]): string {
  const path = join(home, 'cometbft')
  const script = fileURLToPath(new URL('./stand-in.fixture.ts', import.meta.url))
  fs.writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, {
    mode: 0o755,
  })
  planRuns(home, runs)
  return path
}

export function planRuns(home: string, runs: readonly PlannedRun[]): void {
  fs.writeFileSync(join(home, 'plan.json'), JSON.stringify(runs))
}

/** A line of CometBFT's JSON log. */
export function jsonLine(level: 'info' | 'error', message: string, fields: object = {}): string {
  return JSON.stringify({ _msg: message, level, ts: '2026-01-01T00:00:00Z', ...fields })
}

export interface LogEntry {
  readonly level: keyof EngineLog
  readonly event: string
  readonly fields: EngineLogFields
}

export interface RecordedLog extends EngineLog {
  readonly entries: readonly LogEntry[]
  /** Resolves with the `count`th entry of the event, which may have come already. */
  until(event: string, count?: number): Promise<LogEntry>
}

export function recordLog(): RecordedLog {
  const entries: LogEntry[] = []
  let heard: (() => void)[] = []
  const write =
    (level: keyof EngineLog) =>
    (event: string, fields: EngineLogFields = {}): void => {
      entries.push({ level, event, fields })
      const waiting = heard
      heard = []
      for (const tell of waiting) tell()
    }
  return {
    entries,
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    until: async (event, count = 1) => {
      for (;;) {
        const entry = entries.filter((each) => each.event === event)[count - 1]
        if (entry !== undefined) return entry
        await new Promise<void>((resolve) => void heard.push(resolve))
      }
    },
  }
}
