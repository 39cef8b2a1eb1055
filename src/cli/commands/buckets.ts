import type { Bucket } from '#sdk/reads/records.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { CliError } from '../cli-error.ts'
import { openNetwork } from '../network/open-network.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { parseIndexOption, wholeOption } from '../options/parse-options.ts'
import { formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { count, dateText } from '../words.ts'

interface BucketsOptions extends NetworkOptions {
  readonly owner?: string
  readonly delegate?: string
  readonly offset: number
  readonly limit: number
}

/** `boule buckets`: who locked what, for whom. */
export function addBucketsCommand({ program, terminal }: CommandHome): void {
  addNetworkOptions(program.command('buckets'))
    .description('buckets: all, of an owner, for a delegate, or one by its index')
    .argument('[index]', 'index of a bucket', parseIndexOption)
    .option('--owner <account>', 'of this address or account')
    .option('--delegate <name>', 'that vote for this delegate')
    .option('--offset <rows>', 'leave out the first rows', parseIndexOption, 0)
    .option('--limit <rows>', 'at most so many rows', wholeOption(1, 1000), 100)
    .action(async (index: number | undefined, options: BucketsOptions) => {
      const network = await openNetwork(terminal, options)
      const { client } = network
      if (index !== undefined) {
        const bucket = await client.getBucket({ index })
        if (bucket === undefined) {
          throw new CliError(`there is no bucket ${index}: it never existed or was withdrawn`)
        }
        if (options.json) return printJson(terminal, bucket)
        return terminal.write(formatBuckets([bucket]))
      }
      const { offset, limit, delegate } = options
      const owner =
        options.owner === undefined
          ? {}
          : { owner: await resolveAddress(terminal, network, options.owner) }
      const page = await client.getBuckets({
        ...owner,
        ...(delegate === undefined ? {} : { delegate }),
        offset,
        limit,
      })
      if (options.json) return printJson(terminal, page)
      if (page.items.length > 0) terminal.write(formatBuckets(page.items))
      const shown = page.items.length
      if (shown < page.total) {
        terminal.note(`${shown} of ${count(page.total, 'bucket')}; see --offset and --limit.`)
      } else if (shown === 0) terminal.note('No buckets.')
    })
}

function formatBuckets(buckets: readonly Bucket[]): string {
  return formatTable<Bucket>(
    [
      { title: 'bucket', text: (one) => String(one.index), right: true },
      { title: 'delegate', text: (one) => one.delegateName },
      { title: 'coins', text: (one) => formatCoins(one.amountRau, { decimals: 2 }), right: true },
      { title: 'votes', text: (one) => formatCoins(one.votesRau, { decimals: 2 }), right: true },
      { title: 'days', text: (one) => String(one.durationDays), right: true },
      { title: 'auto-stake', text: (one) => (one.autoStake ? 'on' : 'off') },
      { title: 'owner', text: (one) => one.owner },
      { title: 'remarks', text: remarks },
    ],
    buckets,
  )
}

function remarks(bucket: Bucket): string {
  const { unstakedSeconds, withdrawableSeconds, selfStake, endorsement } = bucket
  return [
    ...(selfStake ? ['self-stake'] : []),
    ...(endorsement === 'none'
      ? []
      : [endorsement === 'endorsed' ? 'endorses its delegate' : `endorsement ${endorsement}`]),
    ...(unstakedSeconds === null ? [] : ['unstaked']),
    ...(withdrawableSeconds === null
      ? []
      : [`to be withdrawn from ${dateText(withdrawableSeconds)}`]),
  ].join(', ')
}
