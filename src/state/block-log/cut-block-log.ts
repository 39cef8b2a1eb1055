import fs from 'node:fs'
import { basename, join } from 'node:path'
import type { Disk } from '../disk.ts'
import { indexPath, type Segment, scanWhole } from './segments.ts'

export interface LogCut {
  readonly dir: string
  /** In ascending order. */
  readonly segments: readonly Segment[]
  /** Height of the last block that stays. */
  readonly to: number
  /** What is cut off is kept in this folder, which exists. */
  readonly asideDir: string
  readonly disk: Disk
}

/** Takes the blocks above a height out of a log that nobody has open, the newest first: interrupted, it leaves a longer log. */
export async function cutBlockLog({ dir, segments, to, asideDir, disk }: LogCut): Promise<void> {
  for (const segment of segments.toReversed()) {
    const { firstHeight } = segment.header
    if (firstHeight + segment.count - 1 <= to) break
    const aside = join(asideDir, basename(segment.path))
    await disk.remove(indexPath(segment.path))
    if (firstHeight > to) {
      await disk.rename(segment.path, aside)
    } else {
      const { offsets } = scanWhole(segment.path, segment.header)
      await fs.promises.copyFile(segment.path, aside)
      await truncate(disk, segment.path, offsets[to - firstHeight + 1] as number)
    }
    await disk.syncDirectory(dir)
  }
}

async function truncate(disk: Disk, path: string, length: number): Promise<void> {
  const file = await disk.open(path)
  try {
    await disk.truncate(file, length)
    await disk.sync(file)
  } finally {
    await disk.close(file)
  }
}
