import path from 'node:path'
import { createBouleClient, closeBouleClient, type BouleClient } from '#sdk/create-boule-client.ts'
import type { RankingEntry } from '#sdk/reads/records.ts'
import { commandName } from '../command-name.ts'
import { readBlockReport } from '../live/block-report.ts'
import { followBlocks } from '../live/follow-blocks.ts'
import { createNameBook } from '../live/name-book.ts'
import { deriveDevAccounts } from '../network/dev-accounts.ts'
import { DEFAULT_RPC } from '../options/network-options.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { whole } from '../words.ts'
import type { DevOutput } from './dev-output.ts'
import type { DevIntro } from './intro.ts'
import { createJsonOutput } from './json-output.ts'
import { createLineOutput } from './line-output.ts'
import { createLiveOutput } from './live-output.ts'
import { type DevNode, type DevNodeOptions, startDevNode } from './start-dev-node.ts'

export interface RunDevOptions extends DevNodeOptions {
  readonly json: boolean
}

/** Starts a devnet in this process and shows it until it is asked to end. */
export async function runDev(terminal: Terminal, options: RunDevOptions): Promise<void> {
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  let output: DevOutput | undefined
  const node = await startDevNode(options, (line) =>
    output === undefined ? terminal.note(line) : output.log(line),
  )
  terminal.atEnd(() => node.close())
  terminal.atEnd(async () => output?.end())
  const undo = terminal.onStop(stop)
  try {
    const client = createBouleClient({ url: node.rpcUrl.replace(/^http/, 'ws') })
    terminal.atEnd(() => closeBouleClient(client))
    const intro = await makeIntro(terminal, node, client)
    output = chooseOutput(terminal, options, stop)
    output.start(intro)
    await Promise.race([show(node, client, output, intro, stopping.signal), node.failed])
    const { height } = await client.getStatus()
    terminal.note(`Stopped after block ${whole(height)}; the next start goes on from there.`)
  } finally {
    undo()
  }
}

function chooseOutput(terminal: Terminal, options: RunDevOptions, quit: () => void): DevOutput {
  if (options.json) return createJsonOutput(terminal)
  return terminal.screen === undefined
    ? createLineOutput(terminal)
    : createLiveOutput(terminal, terminal.screen, quit)
}

async function show(
  node: DevNode,
  client: BouleClient,
  output: DevOutput,
  intro: DevIntro,
  signal: AbortSignal,
): Promise<void> {
  const names = createNameBook(client, intro.accounts.map((one) => one.address))
  await names.refresh()
  const context = { client, names, rpcUrl: node.rpcUrl }
  const newest = Number(await client.getBlockNumber())
  await followBlocks(client, {
    from: output.showsCurrent ? newest : node.startHeight + 1,
    newest,
    signal,
    visit: async (height, newest) => {
      if (newest - height > output.mostBehind) return
      const report = await readBlockReport(client, height, names)
      await output.block(report, context, height === newest)
    },
  })
}

async function makeIntro(terminal: Terminal, node: DevNode, client: BouleClient): Promise<DevIntro> {
  const [status, accounts, ranking, epoch] = await Promise.all([
    client.getStatus(),
    deriveDevAccounts(),
    client.getRanking({ limit: 100 }),
    client.getEpoch(),
  ])
  const blocks = epoch.endHeight - epoch.startHeight + 1
  const seated = new Set((epoch.set?.seats ?? []).map((seat) => seat.delegate))
  return {
    rpcUrl: node.rpcUrl,
    chainId: status.chainId,
    dataDir: node.dataDir,
    pace: `${node.paceText}, ${blocks} to an epoch`,
    height: node.startHeight,
    accounts,
    command: commandName(process.argv[1] && path.resolve(process.argv[1]), terminal.folder),
    climber: pickClimber(ranking.items, seated),
    producer: epoch.set?.seats.find((seat) => seat.producer)?.name ?? ranking.items[0]?.name ?? '',
    rpcOption: node.rpcUrl === DEFAULT_RPC ? '' : ` --rpc ${node.rpcUrl}`,
  }
}

/** The best ranked of those without a seat: votes for it change the set. */
function pickClimber(ranking: readonly RankingEntry[], seated: ReadonlySet<string>): string {
  const best = ranking.find((row) => row.eligible && !seated.has(row.delegate)) ?? ranking.at(-1)
  return best?.name ?? ''
}
