import { InvalidArgumentError } from 'commander'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { SYSTEM_ADDRESSES } from '#sdk/addresses.ts'
import type { ActivityRow, Epoch, Seat, Settlement } from '#sdk/reads/records.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { openNetwork } from '../network/open-network.ts'
import { addNetworkOptions, type NetworkOptions } from '../options/network-options.ts'
import { wholeOption } from '../options/parse-options.ts'
import { formatFacts, formatTable, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { whole } from '../words.ts'

/** What a delegate was granted at the end of an epoch, by kind. */
interface GrantRow {
  readonly delegate: string
  readonly blockRau: bigint
  readonly epochRau: bigint
  readonly foundationRau: bigint
  readonly owedRau: bigint
}

type WhichEpoch = number | 'next' | undefined

/** `boule epoch`: the set of an epoch, what its delegates did, and what it paid. */
export function addEpochCommand({ program, terminal }: CommandHome): void {
  addNetworkOptions(program.command('epoch'))
    .description('an epoch: its set, what each delegate did, what it paid')
    .argument('[epoch]', 'a number, or next; the running one when missing', parseEpoch)
    .action(async (which: WhichEpoch, options: NetworkOptions) => {
      const { client } = await openNetwork(terminal, options)
      const number = which === 'next' ? (await client.getStatus()).epoch + 1 : which
      const epoch = await client.getEpoch(number === undefined ? {} : { epoch: number })
      const grants = epoch.settlement === null ? [] : await readGrants(client, epoch.settlement)
      if (options.json) return printJson(terminal, { ...epoch, grants })
      showEpoch(terminal, epoch, grants)
    })
}

function parseEpoch(text: string): WhichEpoch {
  if (text === 'next') return text
  try {
    return wholeOption(1, Number.MAX_SAFE_INTEGER)(text)
  } catch {
    throw new InvalidArgumentError('write the number of an epoch, or next.')
  }
}

async function readGrants(
  client: BouleClient,
  settlement: Settlement,
): Promise<readonly GrantRow[]> {
  const height = BigInt(settlement.height)
  const [logs, { decodeEvents }] = await Promise.all([
    client.getLogs({ address: SYSTEM_ADDRESSES.rewarding, fromBlock: height, toBlock: height }),
    import('#sdk/events/decode-events.ts'),
  ])
  const kinds = ['blockRau', 'epochRau', 'foundationRau'] as const
  const rows = new Map<string, GrantRow>()
  for (const event of decodeEvents(logs)) {
    if (event.eventName !== 'RewardGranted') continue
    const { delegate, kind, amountRau, owedRau } = event.args
    const before = rows.get(delegate) ?? {
      delegate,
      blockRau: 0n,
      epochRau: 0n,
      foundationRau: 0n,
      owedRau: 0n,
    }
    const field = kinds[kind] ?? 'epochRau'
    rows.set(delegate, {
      ...before,
      [field]: before[field] + amountRau,
      owedRau: before.owedRau + owedRau,
    })
  }
  return [...rows.values()]
}

function showEpoch(terminal: Terminal, epoch: Epoch, grants: readonly GrantRow[]): void {
  const phase = { past: 'over', running: 'running', next: 'comes next' }[epoch.phase]
  terminal.write(
    formatFacts([
      ['epoch', `${whole(epoch.epoch)}, ${phase}`],
      ['blocks', `${whole(epoch.startHeight)} to ${whole(epoch.endHeight)}`],
      ['next election', `at block ${whole(epoch.electionHeight)}`],
      ['set', describeSet(epoch)],
      ...settlementFacts(epoch.settlement),
    ]),
  )
  if (epoch.set === null) return
  terminal.write(`\n${formatSeats(epoch, grants)}`)
}

function describeSet(epoch: Epoch): string {
  const { set } = epoch
  if (set === null) return 'not elected yet'
  const producers = set.seats.filter((seat) => seat.producer).length
  const origin = set.origin === 'continued' ? ', carried on for want of candidates' : ''
  return `${producers} producers and ${set.seats.length - producers} verifiers, elected at block ${whole(set.electedHeight)}${origin}`
}

function settlementFacts(settlement: Settlement | null): readonly (readonly [string, string])[] {
  if (settlement === null) return []
  const { blockRau, epochRau, foundationRau, owedRau, debtsPaidRau, slashedRau } = settlement
  const extra = [
    ...(owedRau === 0n ? [] : [`${formatCoins(owedRau)} of it owed`]),
    ...(debtsPaidRau === 0n ? [] : [`${formatCoins(debtsPaidRau)} of older debts paid`]),
    ...(slashedRau === 0n ? [] : [`${formatCoins(slashedRau)} slashed`]),
  ]
  return [
    [
      'paid',
      `${formatCoins(blockRau + epochRau + foundationRau)} coins at block ${whole(settlement.height)}`,
    ],
    [
      '',
      `${formatCoins(blockRau)} for blocks, ${formatCoins(epochRau)} by votes, ${formatCoins(foundationRau)} bonus` +
        extra.map((text) => `, ${text}`).join(''),
    ],
  ]
}

function formatSeats(epoch: Epoch, grants: readonly GrantRow[]): string {
  const activity = new Map<string, ActivityRow>(epoch.activity.map((row) => [row.delegate, row]))
  const paid = new Map<string, GrantRow>(grants.map((row) => [row.delegate, row]))
  const coins = (seat: Seat, field: 'blockRau' | 'epochRau' | 'foundationRau'): string =>
    formatCoins(paid.get(seat.delegate)?.[field] ?? 0n, { decimals: 2 })
  return formatTable<Seat>(
    [
      { title: '#', text: (seat) => String(seat.rank), right: true },
      { title: 'delegate', text: (seat) => seat.name ?? seat.delegate },
      { title: 'votes', text: (seat) => formatCoins(seat.votesRau, { decimals: 2 }), right: true },
      { title: 'role', text: (seat) => (seat.producer ? 'producer' : 'verifier') },
      {
        title: 'made',
        text: (seat) => String(activity.get(seat.delegate)?.produced ?? 0),
        right: true,
      },
      {
        title: 'missed',
        text: (seat) => String(activity.get(seat.delegate)?.missed ?? 0),
        right: true,
      },
      ...(epoch.settlement === null
        ? []
        : ([
            { title: 'for blocks', text: (seat: Seat) => coins(seat, 'blockRau'), right: true },
            { title: 'by votes', text: (seat: Seat) => coins(seat, 'epochRau'), right: true },
            { title: 'bonus', text: (seat: Seat) => coins(seat, 'foundationRau'), right: true },
          ] as const)),
    ],
    epoch.set?.seats ?? [],
  )
}
