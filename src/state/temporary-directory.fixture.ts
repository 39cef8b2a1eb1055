import fs from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A directory that is removed when the test ends. */
export function temporaryDirectory(): string {
  const dir = fs.mkdtempSync(join(os.tmpdir(), 'boule-state-'))
  onTestFinished(() => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}
