import { type Clock, systemClock } from '#consensus/embedded/clock.ts'
import type { Disk } from '#state/disk.ts'
import { readFaults } from './faults.ts'

/** A clock that is wrong by what the faults say. */
export function createFaultyClock(dataDir: string): Clock {
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + (readFaults(dataDir).clockAheadMs ?? 0),
  }
}

/** A disk that is full when the faults say so. As on a real one, a part of what is written still finds room. */
export function wrapInFullDisk(disk: Disk, dataDir: string): Disk {
  return {
    ...disk,
    write: async (file, bytes, position) => {
      if (readFaults(dataDir).diskFull !== true) return disk.write(file, bytes, position)
      await disk.write(file, bytes.subarray(0, Math.floor(bytes.length / 3)), position)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    },
  }
}
