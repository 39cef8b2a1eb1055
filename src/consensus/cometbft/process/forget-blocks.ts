import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, systemClock } from '../../embedded/clock.ts'
import { endOrphan } from './orphan.ts'

/**
 * Removes all blocks and states of a home folder, which nobody may be using, so that CometBFT begins as if it were new. Keys and
 * the record of signatures stay. Throws `CometbftError` `failed` when a CometBFT of an earlier run does not end.
 */
export async function forgetBlocks(home: string, clock: Clock = systemClock): Promise<void> {
  await endOrphan(home, clock)
  const data = join(home, 'data')
  for (const name of listNames(data)) {
    if (name.endsWith('.db') || name === 'cs.wal') rmSync(join(data, name), { recursive: true })
  }
}

function listNames(dir: string): readonly string[] {
  try {
    return readdirSync(dir)
  } catch {
    return []
  }
}
