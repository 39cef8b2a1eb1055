import type {
  ImpactDelegate,
  ImpactEpoch,
  ImpactPair,
  ImpactPayment,
  ImpactRewards,
  ImpactSeat,
  ImpactVote,
  ProposalImpact,
} from '#sdk/reads/impact-records.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { type Column, formatTable } from '../print.ts'
import { count, whole } from '../words.ts'

/** What a change would have done, in tables: `effect` says what the change is. */
export function formatImpact(effect: readonly string[], impact: ProposalImpact): string {
  const sections = [
    lines(effect),
    formatSums(impact),
    formatDelegate(impact.epochs),
    formatDelegates(impact),
    formatSet(impact.set),
    formatTreasury(impact.treasury),
    formatVoter(impact.voter),
    titled(
      'No figure for',
      impact.noFigures.map(({ change, reason }) => `${change}: ${reason}`),
    ),
    titled(
      'Left out',
      impact.gaps.map(({ epoch, reason }) => `epoch ${epoch}: ${reason}`),
    ),
    titled('To be read with this', impact.notes),
  ]
  return sections.filter((section) => section !== '').join('\n')
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('')
}

function titled(title: string, texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${title}:\n${lines(texts.map((text) => `  ${text}`))}`
}

function coins(amountRau: bigint): string {
  return formatCoins(amountRau, { decimals: 2 })
}

/** With a sign, so that it is clear which way it goes. */
function difference(beforeRau: bigint, afterRau: bigint): string {
  const text = coins(afterRau - beforeRau)
  if (text === '-0.00') return '0.00'
  return afterRau > beforeRau ? `+${text}` : text
}

function pairColumns<T>(
  amountsOf: (row: T) => readonly [bigint, bigint],
  names: readonly [string, string] = ['as it was', 'with the change'],
): readonly Column<T>[] {
  return [
    { title: names[0], text: (row) => coins(amountsOf(row)[0]), right: true },
    { title: names[1], text: (row) => coins(amountsOf(row)[1]), right: true },
    { title: 'difference', text: (row) => difference(...amountsOf(row)), right: true },
  ]
}

function total({ blockRau, epochRau, foundationRau }: ImpactRewards): bigint {
  return blockRau + epochRau + foundationRau
}

function span(epochs: readonly ImpactEpoch[]): string {
  const [first, last] = [epochs[0]?.epoch ?? 0, epochs.at(-1)?.epoch ?? 0]
  return epochs.length === 1 ? `epoch ${whole(first)}` : `epochs ${whole(first)} to ${whole(last)}`
}

function formatSums({ epochs, sum, treasury }: ProposalImpact): string {
  if (epochs.length === 0 || treasury !== null) return ''
  const { before, after } = sum
  const all: readonly (readonly [string, bigint, bigint])[] = [
    ['for blocks', before.blockRau, after.blockRau],
    ['by votes', before.epochRau, after.epochRau],
    ['bonus', before.foundationRau, after.foundationRau],
    ['community fund', before.communityRau, after.communityRau],
    ['slashed', before.slashedRau, after.slashedRau],
  ]
  type Row = (typeof all)[number]
  const rows = all.filter(([, was, is]) => was !== 0n || is !== 0n)
  const title = `coins, ${span(epochs)}`
  return formatTable<Row>(
    [{ title, text: ([name]) => name }, ...pairColumns<Row>(([, was, is]) => [was, is])],
    rows,
  )
}

/** The delegate that was asked for, epoch by epoch. */
function formatDelegate(epochs: readonly ImpactEpoch[]): string {
  if (epochs.every(({ delegate }) => delegate === null)) return ''
  return formatTable<ImpactEpoch>(
    [
      { title: 'epoch', text: ({ epoch }) => whole(epoch), right: true },
      ...pairColumns<ImpactEpoch>(({ delegate }) =>
        delegate === null ? [0n, 0n] : [total(delegate.before), total(delegate.after)],
      ),
    ],
    epochs,
  )
}

function formatDelegates({ delegates, epochs, treasury }: ProposalImpact): string {
  if (epochs.length === 0 || treasury !== null) return ''
  const amounts = ({ before, after }: ImpactPair<ImpactRewards>): readonly [bigint, bigint] => [
    total(before),
    total(after),
  ]
  return formatTable<ImpactDelegate>(
    [{ title: 'delegate', text: ({ name }) => name }, ...pairColumns<ImpactDelegate>(amounts)],
    delegates.toSorted((a, b) => Number(total(b.before) - total(a.before))),
  )
}

function formatSet(set: ProposalImpact['set']): string {
  if (set === null) return ''
  const { epoch, before, after } = set
  const size = (seats: readonly ImpactSeat[]): string =>
    `${seats.length} elected, ${seats.filter((seat) => seat.producer).length} of them to produce`
  const missing = (from: readonly ImpactSeat[], others: readonly ImpactSeat[]): string =>
    from
      .filter((seat) => others.every(({ delegate }) => delegate !== seat.delegate))
      .map(({ name }) => name)
      .join(', ')
  const [left, entered] = [missing(before, after), missing(after, before)]
  return titled(`The set of epoch ${whole(epoch)}, if it were elected now`, [
    `as it is: ${size(before)}`,
    `with the change: ${size(after)}`,
    ...(left === '' ? [] : [`not elected any more: ${left}`]),
    ...(entered === '' ? [] : [`newly elected: ${entered}`]),
    ...(left === '' && entered === '' ? ['the same delegates are elected'] : []),
  ])
}

function formatTreasury(payments: ProposalImpact['treasury']): string {
  if (payments === null || payments.length === 0) return ''
  const amount = (name: keyof Omit<ImpactPayment, 'epoch'>, title: string) => ({
    title,
    text: (row: ImpactPayment) => coins(row[name]),
    right: true,
  })
  return formatTable<ImpactPayment>(
    [
      { title: 'as in epoch', text: ({ epoch }) => whole(epoch), right: true },
      amount('inflowRau', 'comes in'),
      amount('dueRau', 'due'),
      amount('paidRau', 'paid'),
      amount('owedRau', 'owed'),
      amount('fundRau', 'left in the fund'),
    ],
    payments,
  )
}

function formatVoter(voter: ProposalImpact['voter']): string {
  if (voter === null) return ''
  if (voter.delegates.length === 0) return `${voter.account} votes for no delegate.\n`
  const sum = (of: (vote: ImpactVote) => bigint): string =>
    coins(voter.delegates.reduce((rau, vote) => rau + of(vote), 0n))
  const promised = (vote: ImpactVote): string =>
    vote.promised === null
      ? 'nothing published'
      : `${coins(vote.promised.beforeRau)} → ${coins(vote.promised.afterRau)}`
  const before = sum((vote) => total(vote.before))
  const after = sum((vote) => total(vote.after))
  return `${formatTable<ImpactVote>(
    [
      { title: 'votes for', text: ({ name }) => name },
      { title: 'part', text: partText, right: true },
      ...pairColumns<ImpactVote>((vote) => [total(vote.before), total(vote.after)]),
      { title: 'after its commissions', text: promised, right: true },
    ],
    voter.delegates,
  )}${voter.account}, ${count(voter.delegates.length, 'delegate')}: ${before} → ${after} coins by votes, before commissions\n`
}

/** The part of a delegate's votes that are the voter's, in percent. */
function partText({ votesRau, ofRau }: ImpactVote): string {
  const points = Number((votesRau * 10_000n) / ofRau)
  return `${Math.floor(points / 100)}.${String(points % 100).padStart(2, '0')} %`
}
