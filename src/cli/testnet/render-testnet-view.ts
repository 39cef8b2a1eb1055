import { drawEpochBar } from '../live/epoch-bar.ts'
import { padEnd, padStart, paintLine, type Segment, type Style } from '../live/segment.ts'
import { count, whole } from '../words.ts'
import { describeDivergence } from './news-text.ts'
import type { Divergence, NodeRole, NodeView, TestnetView } from './testnet-view.ts'

export interface ScreenSize {
  readonly columns: number
  readonly rows: number
  readonly hasColor: boolean
}

type Line = readonly Segment[]

const PAPER_COLUMNS = 100
const LEAST_NODES = 3
const MOST_RECENT = 8
/** Further behind than this, a node is not just a moment late. */
const NOTABLE_LAG = 2
/** Without a block for so long and so many intervals, something is wrong. */
const LATE_MS = 2_000
const LATE_INTERVALS = 3

/**
 * The live view as lines, none longer than the screen is wide and at most as many as it has. Where not all nodes fit, those
 * that are in trouble are shown first. `recent` is what happened last, newest first.
 */
export function renderTestnetView(
  view: TestnetView,
  recent: readonly string[],
  size: ScreenSize,
): readonly string[] {
  const head: readonly Line[] = [
    ...drawHead(view, size.columns),
    [],
    ...drawEpoch(view, size.columns),
    ...view.divergences.slice(-2).map(drawDivergence),
    [],
    nodesTitle(),
  ]
  const spare = size.rows - head.length
  const lately = Math.min(recent.length, MOST_RECENT)
  const room = Math.max(LEAST_NODES, spare - (lately === 0 ? 0 : Math.min(lately, 3) + 1))
  const rows = drawNodes(view, room)
  const recentRoom = Math.min(lately, Math.max(0, spare - rows.length - 1))
  const lines: readonly Line[] = [
    ...head,
    ...rows,
    ...(recentRoom === 0 ? [] : [[]]),
    ...drawRecent(recent.slice(0, recentRoom)),
  ]
  return lines
    .slice(0, size.rows)
    .map((segments) => paintLine(segments, size.columns, size.hasColor))
}

/** The same for paper, with all nodes: for `boule testnet status`. */
export function formatStatus(view: TestnetView): readonly string[] {
  const lines = [
    ...drawHead(view, PAPER_COLUMNS).slice(1),
    ...drawEpoch(view, PAPER_COLUMNS),
    ...view.divergences.map(drawDivergence),
    [],
    nodesTitle(),
    ...view.nodes.map((node) => drawNode(node, view)),
  ]
  return lines.map((segments) => paintLine(segments, PAPER_COLUMNS, false))
}

/** Where the network stands, in one line. */
function summarizeView(view: TestnetView): Line {
  const { height, agreedHeight, intervalMs, rounds, sinceBlockMs } = view
  const where = agreedHeight === height ? 'everywhere' : `(all have ${whole(agreedHeight)})`
  const figures = [
    ...(intervalMs === undefined ? [] : [`every ${(intervalMs / 1000).toFixed(2)} s`]),
    ...(rounds.blocks === 0
      ? []
      : [`${whole(rounds.later)} of the last ${rounds.blocks} took more than one round`]),
  ]
  const isLate = sinceBlockMs > LATE_MS + LATE_INTERVALS * (intervalMs ?? 0)
  return [
    { text: `Block ${whole(height)} ${where}`, style: 'strong' },
    { text: figures.map((text) => ` · ${text}`).join('') },
    ...(isLate
      ? [{ text: ` · none for ${Math.round(sinceBlockMs / 1000)} s`, style: 'bad' } as const]
      : []),
  ]
}

function drawHead(view: TestnetView, columns: number): readonly Line[] {
  const quit = ' Ctrl-C stops all'
  const left = `${view.network} · chain ${view.chainId} · ${count(view.nodes.length, 'node')} · ${view.dir}`
  return [
    [
      { text: padEnd(left, Math.max(0, columns - quit.length)), style: 'faint' },
      { text: quit, style: 'faint' },
    ],
    summarizeView(view),
  ]
}

function drawEpoch(view: TestnetView, columns: number): readonly Line[] {
  const { epoch, height } = view
  if (epoch === undefined) return [[{ text: 'No node has answered yet', style: 'faint' }]]
  const length = epoch.endHeight - epoch.startHeight + 1
  const done = Math.min(length, Math.max(0, height - epoch.startHeight + 1))
  const label = `Epoch ${whole(epoch.epoch)}  `
  const election =
    height >= epoch.electionHeight
      ? `next set elected, takes over in ${Math.max(0, epoch.endHeight - height)}`
      : `election in ${epoch.electionHeight - height}`
  const figures = `  ${done} of ${length} blocks · ${election}`
  const width = Math.max(10, Math.min(60, columns - label.length - figures.length))
  return [
    [{ text: label, style: 'strong' }, ...drawEpochBar(epoch, height, width), { text: figures }],
  ]
}

function drawDivergence(divergence: Divergence): Line {
  return [{ text: describeDivergence(divergence), style: 'bad' }]
}

const WIDTHS = {
  name: 5,
  role: 9,
  height: 9,
  lag: 5,
  epoch: 6,
  made: 5,
  missed: 7,
  peers: 6,
  pool: 7,
  state: 10,
} as const

function nodesTitle(): Line {
  const w = WIDTHS
  const text =
    ` ${padEnd('node', w.name)}${padEnd('role', w.role)}${padStart('block', w.height)}` +
    `${padStart('lag', w.lag)}${padStart('epoch', w.epoch)}${padStart('made', w.made)}` +
    `${padStart('missed', w.missed)}${padStart('peers', w.peers)}${padStart('pool', w.pool)}` +
    `  ${padEnd('state', w.state)}app hash`
  return [{ text, style: 'faint' }]
}

function drawNodes(view: TestnetView, room: number): readonly Line[] {
  const { nodes } = view
  if (nodes.length <= room) return nodes.map((node) => drawNode(node, view))
  const troubled = nodes.filter((node) => isTroubled(node, view))
  const shown = [...troubled, ...nodes.filter((node) => !troubled.includes(node))]
    .slice(0, room - 1)
    .toSorted((a, b) => nodes.indexOf(a) - nodes.indexOf(b))
  const hidden = nodes.filter((node) => !shown.includes(node))
  const bad = hidden.filter((node) => troubled.includes(node)).length
  const rest = bad === 0 ? 'all running' : `${bad} of them in trouble`
  const more = ` and ${count(hidden.length, 'more node')}, ${rest}`
  return [...shown.map((node) => drawNode(node, view)), [{ text: more, style: 'faint' }]]
}

function isTroubled(node: NodeView, view: TestnetView): boolean {
  const lag =
    node.sample === undefined ? Number.POSITIVE_INFINITY : view.height - node.sample.height
  return node.state !== 'running' || node.isCutOff || lag > NOTABLE_LAG || hasDiverged(node, view)
}

/** On the smaller side of a divergence, or on one of two that are equal. */
function hasDiverged(node: NodeView, view: TestnetView): boolean {
  return view.divergences.some(({ groups }) => {
    const most = Math.max(...groups.map((group) => group.nodes.length))
    const isSplitEvenly = groups.filter((group) => group.nodes.length === most).length > 1
    const own = groups.find((group) => group.nodes.includes(node.name))
    return own !== undefined && (isSplitEvenly || own.nodes.length < most)
  })
}

const ROLE_STYLES: Readonly<Partial<Record<NodeRole, Style>>> = {
  producer: 'good',
  standby: 'faint',
  full: 'faint',
}

function drawNode(node: NodeView, view: TestnetView): Line {
  const w = WIDTHS
  const { sample } = node
  const lag = sample === undefined ? undefined : Math.max(0, view.height - sample.height)
  const figure = (value: number | undefined, width: number): string =>
    padStart(value === undefined ? '–' : whole(value), width)
  return [
    { text: ` ${padEnd(node.name, w.name)}`, style: 'strong' },
    styled(padEnd(node.role, w.role), ROLE_STYLES[node.role]),
    { text: figure(sample?.height, w.height) },
    styled(figure(lag, w.lag), (lag ?? 0) > NOTABLE_LAG ? 'warn' : undefined),
    { text: figure(sample?.epoch, w.epoch) },
    { text: padStart(node.role === 'full' ? '' : whole(node.produced), w.made) },
    styled(padStart(node.missed === 0 ? '' : whole(node.missed), w.missed), 'bad'),
    { text: figure(sample?.peers, w.peers) },
    { text: figure(sample?.pool, w.pool) },
    drawState(node),
    styled(sample?.appHash.slice(0, 10) ?? '–', hasDiverged(node, view) ? 'bad' : 'faint'),
  ]
}

function drawState(node: NodeView): Segment {
  const text = (words: string): string => `  ${padEnd(words, WIDTHS.state)}`
  if (node.state !== 'running') {
    return { text: text(node.state), style: node.state === 'starting' ? 'warn' : 'bad' }
  }
  if (node.isCutOff) return { text: text('cut off'), style: 'bad' }
  if (node.sample === undefined) return { text: text('silent'), style: 'warn' }
  return { text: text('running'), style: 'good' }
}

function styled(text: string, style: Style | undefined): Segment {
  return style === undefined ? { text } : { text, style }
}

function drawRecent(recent: readonly string[]): readonly Line[] {
  return recent.map((text, index) => [
    { text: padEnd(index === 0 ? 'Lately' : '', 9), style: 'strong' },
    styled(text, text.includes('DIVERGED') ? 'bad' : undefined),
  ])
}
