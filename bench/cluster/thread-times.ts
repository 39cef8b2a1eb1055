import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts the time of a thread's run in nanoseconds here. */
const NANOSECONDS_PER_SECOND = 1e9

/** Processor seconds of a process by the names of its threads; those that have ended are not in it. Linux only. */
export function threadSeconds(pid: number): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>()
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      const folder = `/proc/${pid}/task/${thread}`
      const name = readFileSync(`${folder}/comm`, 'utf8').trim()
      const [ran = '0'] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ')
      const known = Number(thread) === pid ? 'main' : name
      seconds.set(known, (seconds.get(known) ?? 0) + Number(ran) / NANOSECONDS_PER_SECOND)
    } catch {
      // It has ended meanwhile.
    }
  }
  return seconds
}
