import path from 'node:path'
import type { Terminal } from '../terminal/terminal.ts'
import type { DevOutput } from './dev-output.ts'
import { startPortalProcess } from './portal-process.ts'
import { type DevNodeOptions, startDevNode } from './start-dev-node.ts'

export interface RunDevOptions extends DevNodeOptions {
  readonly json: boolean
  /** Port of the portal, 0 for any; undefined for none. */
  readonly portalPort: number | undefined
}

/** Starts a devnet in this process and shows it until it is asked to end. */
export async function runDev(terminal: Terminal, options: RunDevOptions): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const undo = terminal.onStop(stop)
  let output: DevOutput | undefined
  try {
    const node = await startDevNode(options, (line) =>
      output === undefined ? terminal.note(line) : output.log(line),
    )
    terminal.atEnd(() => node.close())
    // Only now: the libraries of clients take as long to load as the node to start, and it makes blocks meanwhile.
    const [{ showDev }, chosen] = await Promise.all([
      import('./show-dev.ts'),
      chooseOutput(terminal, options, stop),
    ])
    output = chosen
    terminal.atEnd(async () => chosen.end())
    if (options.portalPort !== undefined) {
      const portal = startPortalProcess({
        rpcUrl: node.rpcUrl,
        port: options.portalPort,
        dataDir: path.join(node.dataDir, 'portal'),
        onReady: (url) => chosen.portal(url),
        onLine: (line) => chosen.log(line),
      })
      terminal.atEnd(() => portal.close())
    }
    await showDev(terminal, node, chosen, stopping.signal, options.portalPort)
  } finally {
    undo()
  }
}

async function chooseOutput(
  terminal: Terminal,
  options: RunDevOptions,
  quit: () => void,
): Promise<DevOutput> {
  if (options.json) {
    const { createJsonOutput } = await import('./json-output.ts')
    return createJsonOutput(terminal)
  }
  if (terminal.screen === undefined) {
    const { createLineOutput } = await import('./line-output.ts')
    return createLineOutput(terminal)
  }
  const { createLiveOutput } = await import('./live-output.ts')
  return createLiveOutput(terminal, terminal.screen, quit)
}
