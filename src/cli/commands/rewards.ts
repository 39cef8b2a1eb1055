import type { Command } from 'commander'
import type { Address } from '#base/address.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { CliError } from '../cli-error.ts'
import { openNetwork, type Network } from '../network/open-network.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import {
  addNetworkOptions,
  addSenderOptions,
  type NetworkOptions,
  type SenderOptions,
} from '../options/network-options.ts'
import { parseAmountOption } from '../options/parse-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface ClaimOptions extends SenderOptions {
  readonly for?: string
}

/** `boule rewards …`: what was granted and not claimed, and claiming it. */
export function addRewardsCommands(home: CommandHome): void {
  const rewards = home.program.command('rewards').description('what is granted to reward addresses')
  addShow(home, rewards)
  addClaim(home, rewards)
}

function addShow({ terminal }: CommandHome, rewards: Command): void {
  addNetworkOptions(rewards.command('show'))
    .description('what an address has unclaimed, and what the fund owes it')
    .argument('<delegate-or-account>', 'name of a delegate, address, or account')
    .action(async (who: string, options: NetworkOptions) => {
      const network = await openNetwork(terminal, options)
      const address = await findRewardAddress(terminal, network, who)
      const found = await network.client.getRewards({ address })
      if (options.json) return printJson(terminal, found)
      const owedRau = found.owed.reduce((sum, debt) => sum + debt.amountRau, 0n)
      terminal.write(
        formatFacts([
          ['reward address', `${found.address} (${found.ioAddress})`],
          ['unclaimed', `${formatCoins(found.unclaimedRau)} coins`],
          ['owed', `${formatCoins(owedRau)} coins`],
        ]),
      )
    })
}

function addClaim({ terminal }: CommandHome, rewards: Command): void {
  const command = rewards
    .command('claim')
    .description('have granted coins paid out; all of them when no amount is given')
    .argument('[amount]', 'coins', parseAmountOption)
    .option('--for <delegate-or-account>', 'pay another reward address; anyone may ask for it')
  addSenderOptions(command).action(async (amountRau: bigint | undefined, options: ClaimOptions) => {
    const session = await openSession(terminal, options)
    const { client, account, network } = session
    const reward =
      options.for === undefined
        ? account.address
        : await findRewardAddress(terminal, network, options.for)
    const { unclaimedRau } = await client.getRewards({ address: reward })
    const wantedRau = amountRau ?? unclaimedRau
    if (wantedRau === 0n) {
      throw new CliError(
        `${reward} has nothing to claim; rewards are granted at the end of each epoch`,
      )
    }
    const words = `claims ${formatCoins(wantedRau)} of ${formatCoins(unclaimedRau)} unclaimed coins`
    await runSingleAction(
      session,
      options.for === undefined ? words : `${words} for ${reward}`,
      (sender) =>
        options.for === undefined
          ? client.claim({ ...sender, amountRau: wantedRau })
          : client.claimFor({ ...sender, amountRau: wantedRau, reward }),
    )
  })
}

/** A delegate by its name stands for its reward address. */
async function findRewardAddress(
  terminal: Terminal,
  network: Network,
  who: string,
): Promise<Address> {
  if (!/^(?:0x|io1|dev:)/i.test(who)) {
    const delegate = await network.client.getDelegate({ delegate: who }).catch(() => undefined)
    if (delegate !== undefined) return delegate.reward.toLowerCase() as Address
  }
  return resolveAddress(terminal, network, who)
}
