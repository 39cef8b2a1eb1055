import { readFileSync } from 'node:fs'

/** Linux counts the time of processes in hundredths of a second. */
const TICKS_PER_SECOND = 100

/** Processor seconds that a process has used so far; 0 when it is gone. Linux only. */
export function cpuSeconds(pid: number | undefined): number {
  const stat = read(pid, 'stat')
  // The name in brackets may have blanks; user and system time are the 12th and 13th field behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND
}

/** The most memory that a process has had, in MB; 0 when it is gone. Linux only. */
export function peakMemoryMb(pid: number | undefined): number {
  const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, 'status')) ?? []
  return Math.round(Number(kilobytes) / 1_000)
}

function read(pid: number | undefined, file: string): string {
  if (pid === undefined) return ''
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Processor seconds that everything on this machine has used so far. Linux only. */
export function machineCpuSeconds(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND
}
