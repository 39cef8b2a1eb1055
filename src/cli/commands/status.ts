import { formatCoins } from '#sdk/units/format-coins.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { whole } from '../words.ts'

/** `boule status`: where the network stands. */
export function addStatusCommand({ program, terminal }: CommandHome): void {
  addNetworkOptions(program.command('status'))
    .description('where the network stands: heights, epoch, sums, reward fund')
    .action(async (options: NetworkOptions) => {
      const { client, url } = await openNetwork(terminal, options)
      const status = await client.getStatus()
      if (options.json) return printJson(terminal, status)
      const { fund, pool } = status
      const owed = fund.owedRau === 0n ? '' : `, ${formatCoins(fund.owedRau)} owed`
      terminal.write(
        formatFacts([
          [
            'network',
            `${status.network}, chain id ${status.chainId}${status.dev ? ', for development' : ''}`,
          ],
          [
            'node',
            `${status.client} at ${url}, ${status.peers} peers${status.syncing ? ', catching up' : ''}`,
          ],
          ['block', `${whole(status.height)} of ${new Date(status.timeMs).toISOString()}`],
          ['', status.blockHash],
          [
            'epoch',
            `${whole(status.epoch)}: blocks ${whole(status.startHeight)} to ${whole(status.endHeight)}, ` +
              `election at ${whole(status.electionHeight)}`,
          ],
          ['delegates', whole(status.delegates)],
          ['staked', `${formatCoins(status.stakedRau)} coins in ${whole(status.buckets)} buckets`],
          ['supply', `${formatCoins(status.supplyRau)} coins`],
          [
            'reward fund',
            `${formatCoins(fund.availableRau)} coins available, ${formatCoins(fund.unclaimedRau)} unclaimed${owed}`,
          ],
          ['pool', `${whole(pool.pending)} transactions ready, ${whole(pool.queued)} waiting`],
        ]),
      )
    })
}
