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
import type { DevNode } from './start-dev-node.ts'

/** Shows a devnet until the signal: what it is, and then every block. */
export async function showDev(
  terminal: Terminal,
  node: DevNode,
  output: DevOutput,
  signal: AbortSignal,
  portalPort: number | undefined,
): Promise<void> {
  const client = createBouleClient({ url: node.rpcUrl.replace(/^http/, 'ws') })
  terminal.atEnd(() => closeBouleClient(client))
  const intro = await makeIntro(terminal, node, client, portalPort)
  output.start(intro)
  await Promise.race([followNode(node, client, output, intro, signal), node.failed]).catch(
    async (error: unknown) => {
      // A node that stops by itself takes the connection with it; its own reason is the one that helps.
      await node.close()
      await node.failed
      throw error
    },
  )
  const { height } = await client.getStatus()
  terminal.note(`Stopped after block ${whole(height)}; the next start goes on from there.`)
}

async function followNode(
  node: DevNode,
  client: BouleClient,
  output: DevOutput,
  intro: DevIntro,
  signal: AbortSignal,
): Promise<void> {
  const names = createNameBook(
    client,
    intro.accounts.map((one) => one.address),
  )
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

async function makeIntro(
  terminal: Terminal,
  node: DevNode,
  client: BouleClient,
  portalPort: number | undefined,
): Promise<DevIntro> {
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
    portal: portalWords(portalPort),
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

function portalWords(port: number | undefined): string | undefined {
  if (port === undefined) return undefined
  return port === 0 ? 'starts; its address follows' : `http://127.0.0.1:${port}, in some seconds`
}

/** The best ranked of those without a seat: votes for it change the set. */
function pickClimber(ranking: readonly RankingEntry[], seated: ReadonlySet<string>): string {
  const best = ranking.find((row) => row.eligible && !seated.has(row.delegate)) ?? ranking.at(-1)
  return best?.name ?? ''
}
