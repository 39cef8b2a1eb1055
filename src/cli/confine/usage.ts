import fs from 'node:fs'
import path from 'node:path'

/** What the processes of a confined program use together. */
export interface Usage {
  readonly processes: readonly number[]
  /** Memory that they do not share with files. */
  readonly memoryBytes: number
}

const PAGE_BYTES = 4_096

/** Measures, on Linux, the processes that belong to `leader`: those of its namespace, or of its session. Elsewhere nothing. */
export function measureUsage(leader: number, byNamespace: boolean): Usage {
  const first = byNamespace ? firstChild(leader) : leader
  const key = first === undefined ? undefined : keyOf(first, byNamespace)
  if (key === undefined || key === keyOf(process.pid, byNamespace)) {
    return { processes: [], memoryBytes: 0 }
  }
  const processes = listProcesses().filter((one) => keyOf(one, byNamespace) === key)
  const memoryBytes = processes.reduce((sum, one) => sum + memoryOf(one), 0)
  return { processes, memoryBytes }
}

/** The program itself: `unshare` starts it as its only child. */
export function firstChild(parent: number): number | undefined {
  const text = readProc(`${parent}/task/${parent}/children`)
  // Kernels may be built without that file.
  if (text === undefined) return listProcesses().find((one) => statField(one, 1) === `${parent}`)
  const child = Number(text.trim().split(' ')[0])
  return child > 0 ? child : undefined
}

/** proc_pid_stat(5): behind "pid (name)" stand state, parent, group, session. */
function statField(id: number, at: number): string | undefined {
  const stat = readProc(`${id}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[at]
}

function listProcesses(): readonly number[] {
  if (!fs.existsSync('/proc/self')) return []
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function keyOf(id: number, byNamespace: boolean): string | undefined {
  if (!byNamespace) return statField(id, 3)
  try {
    return fs.readlinkSync(`/proc/${id}/ns/pid`)
  } catch {
    return undefined
  }
}

function memoryOf(id: number): number {
  const [, resident = 0, shared = 0] = (readProc(`${id}/statm`) ?? '').split(' ').map(Number)
  return Math.max(0, resident - shared) * PAGE_BYTES
}

function readProc(name: string): string | undefined {
  try {
    return fs.readFileSync(`/proc/${name}`, 'utf8')
  } catch {
    return undefined
  }
}

/** Bytes that are free on the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = fs.statfsSync(folder)
  return bavail * bsize
}

/** Bytes that folders take on the disk; counting ends above `enough`. */
export async function measureFolders(folders: readonly string[], enough: number): Promise<number> {
  let bytes = 0
  const waiting = [...folders]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await fs.promises.readdir(folder, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const place = path.join(folder, entry.name)
      if (entry.isDirectory()) waiting.push(place)
      const stats = await fs.promises.lstat(place).catch(() => undefined)
      bytes += (stats?.blocks ?? 0) * 512
      if (bytes > enough) return bytes
    }
  }
  return bytes
}
