import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findCometbft } from '#consensus/cometbft/process/find-cometbft.ts'
import { toolsFolder } from '../../src/cli/node/shared-folders.ts'

/** A new folder for the length of `work`. It stays when `work` fails: the logs of the nodes are in it. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'boule-bench-'))
  try {
    const result = await work(folder)
    rmSync(folder, { recursive: true })
    return result
  } catch (error) {
    process.stderr.write(`logs are in ${folder}\n`)
    throw error
  }
}

/** The CometBFT that nodes run. Throws `CometbftError` when it is not installed. */
export function cometbftPath(): string {
  return findCometbft({ toolsDir: toolsFolder(), env: process.env }).path
}
