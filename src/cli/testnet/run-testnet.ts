import path from 'node:path'
import { commandName } from '../command-name.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { count, whole } from '../words.ts'
import { askNode } from './ask-node.ts'
import { controlSocketPath } from './control-protocol.ts'
import { serveControl } from './control-server.ts'
import { createNetworkWatch, type NetworkWatch } from './network-watch.ts'
import { formatTestnetIntro } from './testnet-intro.ts'
import type { TestnetOutput } from './testnet-output.ts'
import { startTestnet, type Testnet, type TestnetOptions } from './testnet.ts'

export interface RunTestnetOptions extends Omit<TestnetOptions, 'onEvent' | 'signal'> {
  readonly json: boolean
  /** ` --data DIR` where it is not the usual folder. */
  readonly dataOption: string
}

/** Pause between two looks at the nodes: as often as there are blocks, but dozens of nodes have other things to do, too. */
const LEAST_PAUSE_MS = 200
const MOST_PAUSE_MS = 1_000

/** Starts a testnet and shows it until it is asked to end. */
export async function runTestnet(terminal: Terminal, options: RunTestnetOptions): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const undo = terminal.onStop(stop)
  try {
    // Found out before anything is started.
    controlSocketPath(options.dir)
    const output = await chooseOutput(terminal, options, stop)
    terminal.atEnd(async () => output.end())
    const testnet = await startTestnet({
      ...options,
      onEvent: output.event,
      signal: stopping.signal,
    }).catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error
    })
    if (testnet === undefined) return
    terminal.atEnd(() => testnet.stop())
    const watch = watchTestnet(testnet)
    const control = await serveControl(testnet, watch.view)
    terminal.atEnd(() => control.close())
    output.ready(testnet)
    await showTestnet(testnet, watch, output, stopping.signal)
    terminal.note(
      `Stopping ${count(testnet.nodes.length, 'node')} after block ${whole(watch.view().height)}; the next start goes on from there.`,
    )
  } finally {
    undo()
  }
}

function watchTestnet(testnet: Testnet): NetworkWatch {
  return createNetworkWatch({
    network: testnet.genesis.name,
    chainId: testnet.genesis.chainId,
    dir: testnet.dir,
    blockIntervalMs: testnet.genesis.rules.blockIntervalMs,
    nodes: testnet.nodes.map((node) => ({ ...node, ask: askNode(node) })),
    tellsFirst: testnet.isNew,
    nowMs: Date.now,
  })
}

async function showTestnet(
  testnet: Testnet,
  watch: NetworkWatch,
  output: TestnetOutput,
  signal: AbortSignal,
): Promise<void> {
  const { blockIntervalMs } = testnet.genesis.rules
  const pauseMs = Math.min(MOST_PAUSE_MS, Math.max(LEAST_PAUSE_MS, blockIntervalMs / 2))
  while (!signal.aborted) {
    const news = await watch.look()
    if (!signal.aborted) output.look(watch.view(), news)
    await waitUnlessAborted(pauseMs, signal)
  }
}

function waitUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds)
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

async function chooseOutput(
  terminal: Terminal,
  options: RunTestnetOptions,
  quit: () => void,
): Promise<TestnetOutput> {
  const command = commandName(process.argv[1] && path.resolve(process.argv[1]), terminal.folder)
  const introduce = (testnet: Testnet): string =>
    formatTestnetIntro(testnet, command, options.dataOption)
  if (options.json) {
    const { createTestnetJsonOutput } = await import('./testnet-json-output.ts')
    return createTestnetJsonOutput(terminal)
  }
  if (terminal.screen === undefined) {
    const { createTestnetLineOutput } = await import('./testnet-line-output.ts')
    return createTestnetLineOutput(terminal, introduce, Date.now)
  }
  const { createTestnetLiveOutput } = await import('./testnet-live-output.ts')
  return createTestnetLiveOutput(terminal, terminal.screen, introduce, quit)
}
