import { formatCoins } from '#sdk/units/format-coins.ts'
import type { DevView, ViewDelegate, ViewRole } from './dev-view.ts'
import { count, whole } from '../words.ts'
import { drawEpochBar } from './epoch-bar.ts'
import { padEnd, padStart, paintLine, type Segment, type Style, wrapWords } from './segment.ts'

export interface ViewSize {
  readonly columns: number
  readonly rows: number
  readonly hasColor: boolean
}

/** Lines of the ranking that are shown even on a small screen. */
const LEAST_RANKS = 3
const MOST_RANKS = 36

/** The live view as lines, none longer than the screen is wide and at most `rows` of them. */
export function renderDevView(view: DevView, size: ViewSize): readonly string[] {
  const head = [...drawHead(view, size.columns), [], ...drawEpoch(view, size.columns), []]
  const set = drawNextSet(view, size.columns)
  const payments = drawPayments(view, size.columns)
  const proposals = drawProposals(view, size.columns)
  const fixed = head.length + 1 + set.length + payments.length + proposals.length + 1
  const spare = size.rows - fixed
  const ranks = Math.min(
    view.ranking.length,
    MOST_RANKS,
    Math.max(LEAST_RANKS, spare - 2 - Math.min(view.recent.length, 3)),
  )
  const recentRoom = Math.min(view.recent.length, 8, Math.max(0, spare - 1 - ranks))
  const lines = [
    ...head,
    rankingHead(view, ranks),
    ...view.ranking.slice(0, ranks).map((one) => drawRank(one, view.nextSet !== undefined)),
    [],
    ...set,
    ...payments,
    ...proposals,
    ...drawRecent(view, recentRoom),
  ]
  return lines
    .slice(0, size.rows)
    .map((segments) => paintLine(segments, size.columns, size.hasColor))
}

function drawHead(view: DevView, columns: number): readonly (readonly Segment[])[] {
  const { block } = view
  const portal = view.portalUrl === undefined ? '' : ` · portal ${view.portalUrl}`
  const left = `${view.network} · chain ${view.chainId} · RPC ${view.rpcUrl}${portal}`
  const quit = 'q quits'
  return [
    [
      { text: padEnd(left, Math.max(0, columns - quit.length - 1)), style: 'faint' },
      { text: ` ${quit}`, style: 'faint' },
    ],
    [
      { text: `Block ${whole(block.height)}`, style: 'strong' },
      { text: `  ${clock(block.timeMs)}  by ` },
      { text: block.producer ?? 'nobody', style: 'accent' },
      { text: `  ${count(block.transactions, 'transaction')}` },
    ],
  ]
}

function drawEpoch(view: DevView, columns: number): readonly (readonly Segment[])[] {
  const { epoch, block } = view
  const length = epoch.endHeight - epoch.startHeight + 1
  const done = Math.max(0, block.height - epoch.startHeight + 1)
  const label = `Epoch ${whole(epoch.epoch)}  `
  const figures = `  ${done} of ${length} blocks`
  const width = Math.max(10, Math.min(60, columns - label.length - figures.length))
  const bar = drawEpochBar(epoch, block.height, width)
  const election =
    block.height >= epoch.electionHeight
      ? `elected at block ${whole(epoch.electionHeight)}`
      : `election at block ${whole(epoch.electionHeight)}, in ${epoch.electionHeight - block.height}`
  const end =
    block.height >= epoch.endHeight
      ? 'the next set takes over now'
      : `hand-over after block ${whole(epoch.endHeight)}, in ${epoch.endHeight - block.height}`
  return [
    [{ text: label, style: 'strong' }, ...bar, { text: figures }],
    [
      { text: ' '.repeat(label.length) },
      { text: '◆ ', style: 'accent' },
      { text: `${election} · ${end}` },
    ],
  ]
}

const RANK_WIDTHS = { rank: 4, name: 13, moved: 5, votes: 16, role: 9, next: 9, made: 5 } as const
const LABEL_WIDTH = 10
/** Most lines that one statement takes on a narrow screen. */
const MOST_WRAPPED = 2

function rankingHead(view: DevView, ranks: number): readonly Segment[] {
  const w = RANK_WIDTHS
  const title =
    padStart('#', w.rank) +
    ' ' +
    padEnd('delegate', w.name) +
    padEnd('', w.moved) +
    padStart('votes', w.votes) +
    '  ' +
    padEnd('now', w.role) +
    padEnd('next', w.next) +
    padStart('made', w.made)
  const more = view.delegates > ranks ? `   ${ranks} of ${view.delegates}` : ''
  return [{ text: title + more, style: 'faint' }]
}

function drawRank(one: ViewDelegate, isElected: boolean): readonly Segment[] {
  const w = RANK_WIDTHS
  const missed: Segment =
    one.missed === 0 ? { text: '' } : { text: ` ${one.missed} missed`, style: 'bad' }
  const badges: Segment[] = [
    ...(one.offline ? [{ text: ' offline', style: 'bad' } as const] : []),
    ...(one.onProbation ? [{ text: ' probation', style: 'warn' } as const] : []),
  ]
  return [
    { text: padStart(String(one.rank), w.rank) },
    { text: ` ${padEnd(one.name, w.name)}`, style: 'strong' },
    drawMove(one.moved),
    { text: padStart(formatCoins(one.votesRau, { decimals: 2 }), w.votes) },
    { text: `  ${padEnd(roleWord(one.role), w.role)}`, ...roleStyle(one.role) },
    {
      text: padEnd(isElected ? roleWord(one.nextRole ?? 'none') : '', w.next),
      ...roleStyle(one.nextRole ?? 'none'),
    },
    {
      text: padStart(
        one.role === 'producer' || one.produced > 0 ? String(one.produced) : '',
        w.made,
      ),
    },
    missed,
    ...badges,
  ]
}

function drawMove(moved: number | undefined): Segment {
  const width = RANK_WIDTHS.moved
  if (moved === undefined) return { text: padEnd('new', width), style: 'good' }
  if (moved === 0) return { text: padEnd('', width) }
  return moved > 0
    ? { text: padEnd(`▲${moved}`, width), style: 'good' }
    : { text: padEnd(`▼${-moved}`, width), style: 'bad' }
}

function drawNextSet(view: DevView, columns: number): readonly (readonly Segment[])[] {
  const set = view.nextSet
  if (set === undefined) {
    const text = `is drawn at block ${whole(view.epoch.electionHeight)}`
    return drawStatement('Next set', text, columns, 'faint')
  }
  const changes =
    set.joining.length === 0 && set.leaving.length === 0
      ? 'no seat changes hands'
      : [
          ...(set.joining.length === 0 ? [] : [`in: ${names(set.joining)}`]),
          ...(set.leaving.length === 0 ? [] : [`out: ${names(set.leaving)}`]),
        ].join('; ')
  const size = `${count(set.producers, 'producer')}, ${count(set.verifiers, 'verifier')}`
  const text = `waiting in line since block ${whole(set.electedHeight)}: ${size}; ${changes}`
  return drawStatement('Next set', text, columns)
}

function drawPayments(view: DevView, columns: number): readonly (readonly Segment[])[] {
  const paid = view.payments
  if (paid === undefined) {
    const text = `at block ${whole(view.epoch.endHeight)} for the first time`
    return drawStatement('Paid', text, columns, 'faint')
  }
  const coins = (rau: bigint): string => formatCoins(rau, { decimals: 2 })
  const totalRau = paid.blockRau + paid.epochRau + paid.foundationRau
  const owed = paid.owedRau === 0n ? '' : ` (${coins(paid.owedRau)} of it owed: the fund is dry)`
  const most =
    paid.most === undefined ? '' : `; most to ${paid.most.name}, ${coins(paid.most.amountRau)}`
  const text =
    `for epoch ${whole(paid.epoch)}: ${coins(totalRau)} coins${owed} to ${count(paid.paid, 'delegate')}: ` +
    `${coins(paid.blockRau)} for blocks, ${coins(paid.epochRau)} by votes, ` +
    `${coins(paid.foundationRau)} bonus${most}`
  return drawStatement('Paid', text, columns, paid.owedRau === 0n ? undefined : 'bad')
}

/** Two lines for each: what it is, and where it stands. */
function drawProposals(view: DevView, columns: number): readonly (readonly Segment[])[] {
  const more = view.liveProposals - view.proposals.length
  return view.proposals.flatMap((one, index) => {
    const isLast = index === view.proposals.length - 1
    const title = `${one.id}  ${one.title}${isLast && more > 0 ? `   and ${more} more` : ''}`
    const text = `${one.state} · ${one.figures} · ${one.next}`
    const [line = ''] = wrapWords(text, Math.max(20, columns - LABEL_WIDTH), 1)
    return [
      [
        { text: padEnd(index === 0 ? 'Proposed' : '', LABEL_WIDTH), style: 'strong' },
        { text: title, style: 'accent' },
      ],
      [{ text: ' '.repeat(LABEL_WIDTH) }, { text: line }],
    ] as const
  })
}

function drawStatement(
  label: string,
  text: string,
  columns: number,
  style?: Style,
): readonly (readonly Segment[])[] {
  const lines = wrapWords(text, Math.max(20, columns - LABEL_WIDTH), MOST_WRAPPED)
  return lines.map((line, index) => [
    { text: padEnd(index === 0 ? label : '', LABEL_WIDTH), style: 'strong' },
    { text: line, ...(style === undefined ? {} : { style }) },
  ])
}

function drawRecent(view: DevView, room: number): readonly (readonly Segment[])[] {
  return view.recent
    .slice(0, room)
    .map((text, index) => [
      { text: padEnd(index === 0 ? 'Lately' : '', LABEL_WIDTH), style: 'strong' },
      { text },
    ])
}

function roleWord(role: ViewRole): string {
  return role === 'none' ? '–' : role
}

function roleStyle(role: ViewRole): { readonly style?: 'good' | 'faint' } {
  return role === 'producer' ? { style: 'good' } : role === 'none' ? { style: 'faint' } : {}
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, 6).join(', ')
  return list.length > 6 ? `${shown} and ${list.length - 6} more` : shown
}

function clock(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(11, 19)} UTC`
}
