import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
/** Of `/proc/PID/stat` after the name: the parent, and user, system and the same of children that have ended. */
const PARENT = 1
const TIMES = [11, 12, 13, 14] as const

/** Seconds of processor that a process and its children have used so far. Linux only. */
export function processorSeconds(processId: number): number {
  let ticks = 0
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? readFields(name) : undefined
    if (fields === undefined) continue
    if (name !== `${processId}` && fields[PARENT] !== `${processId}`) continue
    for (const at of TIMES) ticks += Number(fields[at])
  }
  return ticks / TICKS_PER_SECOND
}

/** Undefined for a process that has ended meanwhile. */
function readFields(name: string): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}
