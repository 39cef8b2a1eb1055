import fs from 'node:fs'
import path from 'node:path'
import { CliError } from '../cli-error.ts'

/** What is needed to execute blocks again; not the look-ups, which are built anew, and nobody's keys. */
const PARTS = [
  { folder: 'snapshots', name: /^\d+\.snapshot$/ },
  { folder: 'blocks', name: /^\d+\.(?:blocks|index)$/ },
] as const

/**
 * Copies the state and the blocks of a data directory whose node may run meanwhile. The log is copied last, so it goes on at least as far as the
 * snapshots; a record that is only half there at its end is what a crash would leave, too. Resolves with the bytes that were copied.
 */
export async function copyState(dataDir: string, target: string): Promise<number> {
  const identity = path.join(dataDir, 'identity.json')
  if (!fs.existsSync(identity)) {
    throw new CliError(`${dataDir} is not a data directory of Boule: it has no identity.json`)
  }
  fs.mkdirSync(target, { recursive: true })
  fs.copyFileSync(identity, path.join(target, 'identity.json'))
  let bytes = 0
  for (const { folder, name } of PARTS) {
    const from = path.join(dataDir, folder)
    if (!fs.existsSync(from)) continue
    fs.mkdirSync(path.join(target, folder))
    for (const file of fs
      .readdirSync(from)
      .filter((one) => name.test(one))
      .sort()) {
      bytes += await copyFile(path.join(from, file), path.join(target, folder, file))
    }
  }
  return bytes
}

/** A file that the node forgets at this moment is no part of its state. */
async function copyFile(from: string, to: string): Promise<number> {
  try {
    await fs.promises.copyFile(from, to, fs.constants.COPYFILE_FICLONE)
    return fs.statSync(to).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}
