import type { ProjectedSet, RankingEntry } from '#sdk/reads/records.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { wholeOption } from '../options/parse-options.ts'
import { formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'

interface DelegatesOptions extends NetworkOptions {
  readonly limit?: number
  readonly projected?: true
}

type Role = 'producer' | 'verifier' | ''

/** `boule delegates`: the ranking after the newest block, or who would be elected now. */
export function addDelegatesCommand({ program, terminal }: CommandHome): void {
  addNetworkOptions(program.command('delegates'))
    .description('all delegates by rank, after the newest block')
    .option('--limit <rows>', 'only the first rows', wholeOption(1, 1000))
    .option('--projected', 'who would be elected if the epoch ended now')
    .action(async (options: DelegatesOptions) => {
      const { client } = await openNetwork(terminal, options)
      if (options.projected) return showProjected(terminal, options, await client.getProjectedSet())
      const { collectPages } = await import('#sdk/reads/ask.ts')
      const rows =
        options.limit === undefined
          ? await collectPages((page) => client.getRanking(page))
          : (await client.getRanking({ limit: options.limit })).items
      if (options.json) return printJson(terminal, rows)
      const { set } = await client.getEpoch()
      const roles = new Map(
        (set?.seats ?? []).map((seat) => [seat.delegate, seat.producer ? 'producer' : 'verifier']),
      ) as ReadonlyMap<string, Role>
      showRanking(terminal, rows, roles)
    })
}

function showRanking(
  terminal: Terminal,
  rows: readonly RankingEntry[],
  roles: ReadonlyMap<string, Role>,
): void {
  terminal.write(
    formatTable(
      [
        { title: '#', text: (row) => String(row.rank), right: true },
        { title: 'delegate', text: (row) => row.name },
        { title: 'votes', text: (row) => formatCoins(row.votesRau, { decimals: 2 }), right: true },
        {
          title: 'self-stake',
          text: (row) => formatCoins(row.selfStakeRau, { decimals: 2 }),
          right: true,
        },
        { title: 'this epoch', text: (row) => roles.get(row.delegate) ?? '' },
        { title: 'remarks', text: remarks },
      ],
      rows,
    ),
  )
}

function remarks(row: RankingEntry): string {
  return [
    ...(row.onProbation ? ['on probation, votes count a part'] : []),
    ...(row.reason === null ? [] : [row.reason]),
  ].join('; ')
}

function showProjected(terminal: Terminal, options: DelegatesOptions, set: ProjectedSet): void {
  if (options.json) return printJson(terminal, set)
  const continued = set.origin === 'continued' ? ' Nobody is eligible, so the set carries on.' : ''
  terminal.note(
    `If epoch ${set.epoch} were elected now.${continued} The draw changes with every block.`,
  )
  terminal.write(
    formatTable(
      [
        { title: '#', text: (seat) => String(seat.rank), right: true },
        { title: 'delegate', text: (seat) => seat.name },
        {
          title: 'votes',
          text: (seat) => formatCoins(seat.votesRau, { decimals: 2 }),
          right: true,
        },
        { title: 'would', text: (seat) => (seat.drawnNow ? 'produce' : 'verify') },
        { title: 'now', text: (seat) => (seat.seatedNow ? 'seated' : 'new') },
      ],
      set.seats,
    ),
  )
}
