import type { Command } from 'commander'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { Payload } from '#sdk/governance/payload.ts'
import { CliError } from '../cli-error.ts'
import { openNetwork } from '../network/open-network.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { wholeOption } from '../options/parse-options.ts'
import { printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { effectWords } from '../proposal/effect-words.ts'
import { readProposalFile } from '../proposal/proposal-file.ts'

interface ImpactOptions extends NetworkOptions {
  readonly file?: string
  readonly account?: string
  readonly delegate?: string
  readonly epochs: number
}

/** `boule proposal impact`: what a change would have done. */
export function addProposalImpact({ terminal }: CommandHome, proposal: Command): void {
  const command = proposal
    .command('impact')
    .description(
      'what a proposal would have done over the last epochs, worked out by the chain’s own code',
    )
    .argument('[proposal]', 'number of the proposal', wholeOption(1, 2 ** 32 - 1))
    .option('--file <file>', 'a proposal that is not on chain yet')
    .option('--account <account>', 'a voter: its part of its delegates’ rewards')
    .option('--delegate <name>', 'one delegate, epoch by epoch')
    .option('--epochs <number>', 'settled epochs to look back', wholeOption(1, 30), 10)
  addNetworkOptions(command).action(async (id: number | undefined, options: ImpactOptions) => {
    const { file, delegate, epochs } = options
    if ((id === undefined) === (file === undefined)) {
      throw new CliError('name either a proposal by its number, or a draft with --file', 2)
    }
    const draft =
      file === undefined ? undefined : (await readProposalFile(terminal.folder, file)).payload
    const network = await openNetwork(terminal, options)
    const { client } = network
    const account =
      options.account === undefined
        ? undefined
        : await resolveAddress(terminal, network, options.account)
    const impact = await client.getProposalImpact({
      ...(draft === undefined ? { proposal: id ?? 0 } : { payload: draft }),
      ...(account === undefined ? {} : { account }),
      ...(delegate === undefined ? {} : { delegate }),
      epochs,
    })
    if (options.json) return printJson(terminal, impact)
    const { formatImpact } = await import('../proposal/show-impact.ts')
    const payload = draft ?? (await readPayload(client, id ?? 0))
    terminal.write(formatImpact(effectWords(payload), impact))
  })
}

async function readPayload(client: BouleClient, id: number): Promise<Payload> {
  return (await client.getProposal({ proposal: id })).payload
}
