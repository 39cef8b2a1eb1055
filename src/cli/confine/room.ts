import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError } from '../cli-error.ts'

/** How well foreign programs are kept apart from this machine. */
export type Isolation = 'namespaces' | 'limits-only'

/** A folder in which foreign programs run, one after another. */
export interface Room {
  readonly isolation: Isolation
  /** Where they may write. */
  readonly writable: readonly string[]
  /** What they see besides; with `limits-only` they see whatever this user sees. */
  readonly readable: readonly string[]
  /** A folder with `node` and nothing else: the whole `PATH`. */
  readonly programs: string
  /** HOME and TMPDIR. */
  readonly home: string
  /** An empty folder that becomes the root. */
  readonly root: string
}

const SCRIPT = fileURLToPath(new URL('./confine.sh', import.meta.url))
/** What programs need of a Linux: libraries and tools, no settings and nobody's files. */
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/etc/ld.so.cache']
/** The node of this machine goes first. */
const NICE = ['/usr/bin/nice', '-n', '10']
const NAMESPACES = [
  '--map-root-user',
  '--mount',
  '--net',
  '--ipc',
  '--uts',
  '--pid',
  '--fork',
  '--kill-child',
]

/**
 * Lays out a room in `folder`, which is made. What is writable and readable may come later; what is not there when a program runs is
 * left out. The isolation is the best that the machine has.
 */
export function makeRoom(
  folder: string,
  writable: readonly string[],
  readable: readonly string[],
): Room {
  const place = (name: string): string => path.join(folder, name)
  const [programs, home, root] = [place('programs'), place('home'), place('root')]
  for (const one of [programs, home, root]) fs.mkdirSync(one, { recursive: true })
  const node = path.join(programs, 'node')
  if (!fs.existsSync(node)) fs.symlinkSync(process.execPath, node)
  const room: Room = {
    isolation: 'namespaces',
    writable: [home, ...writable],
    readable: [...SYSTEM, programs, path.dirname(process.execPath), ...readable],
    programs,
    home,
    root,
  }
  return canConfine(room) ? room : { ...room, isolation: 'limits-only' }
}

/** The command line that runs `command` in the room. */
export function confinedCommand(
  room: Room,
  folder: string,
  limits: { readonly processes: number; readonly fileBytes: number; readonly memoryBytes: number },
  command: readonly string[],
): readonly string[] {
  const { processes, fileBytes, memoryBytes } = limits
  if (room.isolation === 'limits-only') {
    // POSIX counts files in blocks of 512 bytes and memory in KiB.
    const words = `ulimit -c 0; ulimit -f ${Math.ceil(fileBytes / 512)}; ulimit -d ${Math.ceil(memoryBytes / 1024)} 2>/dev/null; exec "$@"`
    return [...NICE, '/bin/sh', '-c', words, 'sh', ...command]
  }
  const shown = [
    ...room.readable.filter(exists).map((one) => `ro:${one}`),
    ...room.writable.filter(exists).map((one) => `rw:${one}`),
  ]
  const settings = [room.root, folder, room.programs, processes, fileBytes, memoryBytes].map(String)
  return [
    ...NICE,
    'unshare',
    ...NAMESPACES,
    '/bin/sh',
    SCRIPT,
    ...settings,
    ...shown,
    '--',
    ...command,
  ]
}

function exists(file: string): boolean {
  return fs.existsSync(file)
}

function canConfine(room: Room): boolean {
  if (process.platform !== 'linux') return false
  const limits = { processes: 1_024, fileBytes: 1_048_576, memoryBytes: 1_073_741_824 }
  const [program = '', ...args] = confinedCommand(room, room.home, limits, ['/bin/true'])
  return spawnSync(program, args, { stdio: 'ignore', timeout: 20_000 }).status === 0
}

/** Throws `CliError` when foreign programs could read and change what this user can, and nobody agreed to that. */
export function checkIsolation({ isolation }: Room, accepted: boolean): void {
  if (isolation === 'namespaces' || accepted) return
  throw new CliError(
    'this system does not let programs be kept apart (on Linux: user namespaces, with unshare, setpriv and prlimit of util-linux); ' +
      'use a machine or a virtual machine without keys and add --unconfined, or another system',
  )
}
