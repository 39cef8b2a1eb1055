import type { Command } from 'commander'
import { formatCoins } from '#sdk/units/format-coins.ts'
import type { TreasuryStream } from '#sdk/reads/governance-records.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { formatFacts, formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { whole } from '../words.ts'

/** `boule proposal treasury`: the community fund. */
export function addProposalTreasury({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('treasury')
    .description('what the community fund holds, and to whom it pays')
  addNetworkOptions(command).action(async (options: NetworkOptions) => {
    const { client } = await openNetwork(terminal, options)
    const treasury = await client.getTreasury({ limit: 1_000 })
    if (options.json) return printJson(terminal, treasury)
    terminal.write(
      formatFacts([
        ['community fund', `${formatCoins(treasury.balanceRau)} coins`],
        ['income', `${treasury.sharePermille / 10} % of each epoch reward`],
        ['owed', `${formatCoins(treasury.owedRau)} coins`],
      ]),
    )
    const { items } = treasury.streams
    if (items.length === 0) return terminal.note('It pays to nobody.')
    const coins = (rau: bigint): string => formatCoins(rau, { decimals: 2 })
    terminal.write(
      formatTable<TreasuryStream>(
        [
          { title: 'proposal', text: (row) => String(row.proposal), right: true },
          { title: 'to', text: (row) => row.to },
          { title: 'per epoch', text: (row) => coins(row.perEpochRau), right: true },
          {
            title: 'epochs left',
            text: (row) => (row.held ? `${whole(row.epochsLeft)}, held` : whole(row.epochsLeft)),
            right: true,
          },
          { title: 'paid', text: (row) => coins(row.paidRau), right: true },
          { title: 'owed', text: (row) => coins(row.owedRau), right: true },
        ],
        items,
      ),
    )
  })
}
