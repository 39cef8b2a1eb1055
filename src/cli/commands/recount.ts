import type { Genesis } from '#params/genesis.ts'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import { CliError } from '../cli-error.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import { formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Figure } from '../recount/compare.ts'
import type { ProposalRecount } from '../recount/recount-proposal.ts'
import { whole } from '../words.ts'

interface RecountOptions extends NetworkOptions {
  readonly genesis?: string
}

/** `boule recount proposal`: counts a vote anew from the genesis and the logs of all blocks. */
export function addRecountCommands({ program, terminal, setExitCode }: CommandHome): void {
  const recount = program.command('recount').description('work out again what a node says')
  const command = addProposalArgument(recount.command('proposal'))
    .description('count a vote from the logs of all blocks, beside what the node says of it')
    .option('--genesis <file>', 'genesis of the network (default: that of the devnet)')
  addNetworkOptions(command).action(async (id: number, options: RecountOptions) => {
    const { client, url } = await openNetwork(terminal, options)
    const genesis = await findGenesis(client, { url, folder: terminal.folder, ...options })
    const { head, node, recount } = await readBoth(client, genesis, id)
    const { compareWithNode, formatFigure } = await import('../recount/compare.ts')
    const figures = compareWithNode(recount, node)
    const first = figures.find((one) => !one.agrees)
    if (first !== undefined) setExitCode(1)
    const isOpen = node.state === 'voting' || node.state === 'extended'
    if (options.json) {
      return printJson(terminal, {
        proposal: id,
        block: head,
        open: isOpen,
        figures,
        agrees: first === undefined,
      })
    }
    const text = (one: Figure, value: Figure['node']) => formatFigure(one.kind, value)
    terminal.write(
      formatTable<Figure>(
        [
          { title: 'figure', text: (one) => one.name },
          { title: 'recount', text: (one) => text(one, one.recount), right: true },
          { title: 'node', text: (one) => text(one, one.node), right: true },
          { title: 'from', text: (one) => one.source },
          { title: '', text: (one) => (one.agrees ? '' : '≠') },
        ],
        figures,
      ),
    )
    if (isOpen) {
      terminal.write(`\nThe vote is open: this is how it would end with the ballots that are in.\n`)
    }
    terminal.write(
      first === undefined
        ? `\nagrees, at block ${whole(head)}: ${figures.length} figures\n`
        : `\nfirst difference: ${first.name}: the recount is ${text(first, first.recount)}, ${first.source} says ${text(first, first.node)}\n`,
    )
  })
}

async function findGenesis(
  client: BouleClient,
  {
    genesis: file,
    folder,
    url,
  }: RecountOptions & { readonly folder: string; readonly url: string },
): Promise<Genesis> {
  const [{ loadGenesis }, { devnetGenesis }, { computeGenesisHash }, { toHex }] = await Promise.all(
    [
      import('../genesis/load-genesis.ts'),
      import('#params/devnet/genesis.ts'),
      import('#protocol/genesis/genesis-hash.ts'),
      import('#base/hex.ts'),
    ],
  )
  const { genesisHash } = await client.getStatus()
  const genesis = file === undefined ? devnetGenesis() : await loadGenesis(folder, file)
  if (toHex(computeGenesisHash(genesis)) === genesisHash) return genesis
  throw new CliError(
    file === undefined
      ? `${url} is not of the devnet; name the genesis file of its network with --genesis FILE`
      : `${file} is not the genesis of the network of ${url}, which has the hash ${genesisHash}`,
  )
}

interface Both {
  readonly head: number
  readonly node: Proposal
  readonly recount: ProposalRecount
}

/** The logs and the node's figures of one block: asked again while blocks come in between. */
async function readBoth(client: BouleClient, genesis: Genesis, id: number): Promise<Both> {
  const [{ readHistory }, { recountProposal }] = await Promise.all([
    import('../recount/read-history.ts'),
    import('../recount/recount-proposal.ts'),
  ])
  let head = Number(await client.getBlockNumber({ cacheTime: 0 }))
  let history = await readHistory(client, 1, head)
  for (;;) {
    const node = await client.getProposal({ proposal: id })
    const now = Number(await client.getBlockNumber({ cacheTime: 0 }))
    if (now !== head) {
      history = [...history, ...(await readHistory(client, head + 1, now))]
      head = now
      continue
    }
    const recount = recountProposal(genesis, history, head, id)
    if (recount !== undefined) return { head, node, recount }
    throw new CliError(
      `no log up to block ${head} tells of proposal ${id}, and yet the node has it`,
    )
  }
}
