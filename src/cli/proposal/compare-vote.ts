import type { Address, Hex } from 'viem'
import type { ProvenVote } from '#sdk/proofs/verify-governance-proof.ts'
import type { Proposal } from '#sdk/reads/governance-records.ts'
import type { FigureKind, FigureValue } from '../recount/compare.ts'

/** What a node says in other answers of the same block. */
export interface NodeWords {
  readonly proposal: Proposal
  /** What the proof says that the app hash is, and what the block says. */
  readonly appHash: { readonly proof: Hex; readonly block: Hex }
  readonly roots: { readonly powers: Hex; readonly delegations: Hex; readonly ballots: Hex }
  /** The read `ballot(proposal, account)`. */
  readonly ballot: {
    readonly isCast: boolean
    readonly yesBps: number
    readonly noBps: number
    readonly ownRau: bigint
    readonly delegatedRau: bigint
  }
  /** Whom the account lets vote now. */
  readonly delegate: Address | null
  /** Whether the account had no power at all at the snapshot. */
  readonly isExcluded: boolean
}

/** One fact, as it is proven and as the node says. */
export interface ProvenFigure {
  readonly name: string
  readonly kind: FigureKind
  readonly proven: FigureValue
  readonly node: FigureValue
  /** Where the node says it. */
  readonly source: string
  readonly agrees: boolean
}

type Row = readonly [name: string, kind: FigureKind, proven: FigureValue, node: FigureValue]

/** All that is proven beside what the node says, in an order in which the first difference tells most. */
export function compareVote(proven: ProvenVote, node: NodeWords): readonly ProvenFigure[] {
  return [
    ...toFigures('the block', [['app hash', 'word', node.appHash.proof, node.appHash.block]]),
    ...toFigures('boule_governanceRoots', rootRows(proven, node)),
    ...toFigures('boule_proposal', proposalRows(proven, node)),
    ...toFigures('ballot(…)', ballotRows(proven, node)),
    ...toFigures('its own ballot', powerRows(proven, node)),
    ...toFigures('boule_governancePower', delegateRows(proven, node)),
  ]
}

function toFigures(source: string, rows: readonly Row[]): readonly ProvenFigure[] {
  return rows.map(([name, kind, given, node]) => {
    const agrees = String(given).toLowerCase() === String(node).toLowerCase()
    return { name, kind, proven: given, node, source, agrees }
  })
}

function rootRows({ roots: proven }: ProvenVote, { roots }: NodeWords): readonly Row[] {
  const names = { powers: 'power', delegations: 'delegation', ballots: 'ballot' } as const
  return (['powers', 'delegations', 'ballots'] as const).flatMap((name): readonly Row[] => {
    const root = proven[name]
    return root === undefined ? [] : [[`${names[name]} root`, 'word', root, roots[name]]]
  })
}

function proposalRows({ proposal, tally }: ProvenVote, { proposal: said }: NodeWords) {
  const rows: Row[] = [
    ['state', 'word', proposal.state, said.state],
    ['content', 'word', toHexText(proposal.root), said.root],
    ['snapshot epoch', 'number', proposal.qualifiedEpoch, said.qualifiedEpoch ?? 0],
    ['age of power', 'number', proposal.maturityEpochs, said.terms.maturityEpochs],
    ['support', 'coins', tally.supportRau, said.support.supportRau],
  ]
  if (said.vote === null) return rows
  rows.push(
    ['total power', 'coins', proposal.totalRau, said.vote.totalRau],
    ['ballots', 'number', tally.ballots, said.vote.ballots],
    ['yes', 'coins', tally.yesRau, said.vote.yesRau],
    ['no', 'coins', tally.noRau, said.vote.noRau],
    ['abstain', 'coins', tally.abstainRau, said.vote.abstainRau],
  )
  return rows
}

function ballotRows({ ballot, delegatedRau }: ProvenVote, { ballot: said }: NodeWords) {
  const rows: Row[] = []
  if (delegatedRau !== undefined) {
    rows.push(['power given by others', 'coins', delegatedRau, said.delegatedRau])
  }
  if (ballot === undefined) return rows
  rows.push(
    ['ballot', 'word', 'cast', said.isCast ? 'cast' : 'none'],
    ['own yes', 'basis points', ballot.yesBps, said.yesBps],
    ['own no', 'basis points', ballot.noBps, said.noBps],
    ['own power', 'coins', ballot.ownRau, said.ownRau],
  )
  return rows
}

/** What the account counts with must follow from its power by epoch: that is what nobody could change after the snapshot. */
function powerRows({ agedRau, ballot }: ProvenVote, node: NodeWords): readonly Row[] {
  if (agedRau === undefined) return []
  const countedRau = ballot?.ownRau ?? node.ballot.ownRau
  return [['power by epoch', 'coins', node.isExcluded ? 0n : agedRau, countedRau]]
}

function delegateRows({ delegation }: ProvenVote, { delegate }: NodeWords): readonly Row[] {
  if (delegation === undefined) return []
  const now = delegation.points.at(-1)?.delegate
  return [['lets vote now', 'word', now ?? 'nobody', delegate ?? 'nobody']]
}

function toHexText(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString('hex')}`
}

/** What is not shown by a proof, in words. */
export function unprovenWords(proven: ProvenVote): readonly string[] {
  const words: string[] = []
  const missing = [
    [proven.power, 'power'],
    [proven.delegation, 'a delegation in this class'],
    [proven.delegatedRau, 'power given by others'],
    [proven.ballot, 'a ballot'],
  ] as const
  const names = missing.filter(([value]) => value === undefined).map(([, name]) => name)
  if (names.length > 0) {
    words.push(
      `the node has no record of ${names.join(', ')}: that there is none cannot be proven; boule recount proposal finds out`,
    )
  }
  if (proven.proposal.qualifiedEpoch === 0) words.push('power is fixed when the proposal qualifies')
  else if (proven.agedRau === undefined && proven.power !== undefined)
    words.push('power of then is kept until the verdict')
  return words
}
