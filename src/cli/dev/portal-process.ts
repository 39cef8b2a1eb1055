import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { must } from '#base/assert.ts'
import { findProgram } from '../testnet/find-program.ts'

/** The portal of a devnet, as a process of its own: the database inside it would hold up blocks. */
export interface PortalProcess {
  readonly close: () => Promise<void>
}

export interface PortalProcessOptions {
  readonly rpcUrl: string
  /** 0 for any. */
  readonly port: number
  readonly dataDir: string
  /** It can be used. Comes again when it was started anew. */
  readonly onReady: (url: string) => void
  /** What it says for people, line by line, and why it ended when nobody asked it to. */
  readonly onLine: (line: string) => void
}

const READY = /^the portal is at (\S+)$/
const STOP_MS = 5_000

/** Starts it. A devnet goes on without its portal, so nothing that fails here is thrown. */
export function startPortalProcess(options: PortalProcessOptions): PortalProcess {
  const { rpcUrl, port, dataDir, onReady, onLine } = options
  const child = fork(
    findProgram(),
    ['portal', '--rpc', rpcUrl, '--port', String(port), '--data', dataDir],
    {
      // Ctrl-C in the terminal is for this process, which then ends the portal; the channel tells the portal when this one is gone.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: withoutDatabase(process.env),
    },
  )
  createInterface({ input: must(child.stdout, 'an output of the portal') }).on('line', (line) => {
    const [, url] = READY.exec(line) ?? []
    if (url === undefined) onLine(line)
    else onReady(url)
  })
  createInterface({ input: must(child.stderr, 'an error output of the portal') }).on('line', onLine)
  let isClosing = false
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      onLine(`the portal cannot be started: ${error.message}`)
      resolve()
    })
    child.once('exit', (code) => {
      if (!isClosing) onLine(`the portal has ended (exit code ${code}); the network goes on`)
      resolve()
    })
  })
  return {
    close: async () => {
      isClosing = true
      await end(child, ended)
    },
  }
}

/** A devnet keeps to itself: a PostgreSQL that is meant for something else is not for its tables. */
function withoutDatabase(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...rest } = environment
  return rest
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
  await ended
  clearTimeout(timer)
}
