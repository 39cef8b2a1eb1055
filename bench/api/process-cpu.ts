import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second, whatever the kernel’s own clock. */
const MS_PER_TICK = 10

interface ProcessTimes {
  readonly parent: number
  readonly ownMs: number
  /** Of children that have ended. */
  readonly endedChildrenMs: number
}

/** Processor time of a process in milliseconds; undefined where there is no `/proc`. */
export function readCpuMs(pid: number): number | undefined {
  return readTimes(pid)?.ownMs
}

/** Processor time of a process and of all its children, running or ended. */
export function readFamilyCpuMs(pid: number): number | undefined {
  const head = readTimes(pid)
  if (head === undefined) return undefined
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readTimes(Number(name)))
    .filter((times) => times?.parent === pid)
  return children.reduce(
    (sum, times) => sum + (times?.ownMs ?? 0),
    head.ownMs + head.endedChildrenMs,
  )
}

/** The process that started this one. */
export function readParent(pid: number): number | undefined {
  return readTimes(pid)?.parent
}

function readTimes(pid: number): ProcessTimes | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before may contain spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (place: number): number => Number(fields[place])
    return {
      parent: at(1),
      ownMs: (at(11) + at(12)) * MS_PER_TICK,
      endedChildrenMs: (at(13) + at(14)) * MS_PER_TICK,
    }
  } catch {
    return undefined
  }
}
