import { describe, expect, test } from 'vitest'
import type { DevView, ViewDelegate } from './dev-view.ts'
import { renderDevView } from './render-dev-view.ts'

const COIN = 10n ** 18n

function delegate(rank: number, change: Partial<ViewDelegate> = {}): ViewDelegate {
  return {
    rank,
    name: `delegate${rank}`,
    votesRau: BigInt(310 - rank * 10) * 1_000_000n * COIN + 129n * 10n ** 15n,
    moved: 0,
    role: rank <= 24 ? 'producer' : rank <= 36 ? 'verifier' : 'none',
    nextRole: undefined,
    produced: 2,
    missed: 0,
    onProbation: false,
    offline: false,
    ...change,
  }
}

const VIEW: DevView = {
  network: 'Boule devnet',
  chainId: 1234,
  rpcUrl: 'http://127.0.0.1:8545',
  block: {
    height: 1234,
    timeMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    producer: 'delegate7',
    transactions: 1,
  },
  epoch: { epoch: 11, startHeight: 1201, electionHeight: 1308, endHeight: 1320 },
  ranking: Array.from({ length: 5 }, (_, index) => delegate(index + 1)),
  delegates: 61,
  nextSet: undefined,
  payments: undefined,
  proposals: [],
  liveProposals: 0,
  recent: ['first', 'second'],
}

const WIDE = { columns: 120, rows: 40, hasColor: false }

function line(view: DevView, beginning: string, size = WIDE): string {
  const found = renderDevView(view, size).find((one) => one.trimStart().startsWith(beginning))
  if (found === undefined) throw new Error(`no line begins with ${beginning}`)
  return found.trim()
}

/** A colour begins with an escape character and ends with the first m. */
function withoutColors(text: string): string {
  const [first = '', ...rest] = text.split('\u001b')
  return first + rest.map((part) => part.slice(part.indexOf('m') + 1)).join('')
}

describe('renderDevView', () => {
  test('shows height, time, producer and transactions of the block', () => {
    expect(line(VIEW, 'Block')).toBe('Block 1,234  03:04:05 UTC  by delegate7  1 transaction')
  })

  test('draws the epoch with its election point and end', () => {
    expect(line(VIEW, 'Epoch')).toMatch(/^Epoch 11 {2}█{17}░{36}◇░{6} {2}34 of 120 blocks$/)
    expect(line(VIEW, '◆')).toBe(
      '◆ election at block 1,308, in 74 · hand-over after block 1,320, in 86',
    )
  })

  test('lights the election point once it is reached', () => {
    const view = { ...VIEW, block: { ...VIEW.block, height: 1308 } }
    expect(line(view, 'Epoch')).toMatch(/◆/)
    expect(line(view, '◆')).toBe('◆ elected at block 1,308 · hand-over after block 1,320, in 12')
  })

  test('shows what is proposed in two lines, and how many more there are', () => {
    expect(renderDevView(VIEW, WIDE).join('\n')).not.toContain('Proposed')
    const proposal = {
      id: 3,
      title: 'Set epochRewardRau to 9,000 coins',
      state: 'is voted on',
      figures: '███████░░░ yes 75 %, turnout 12 % of 10 %',
      next: 'vote ends: end of epoch 12, in 206 blocks',
    }
    const other = { ...proposal, id: 2, title: 'Another' }
    const view = { ...VIEW, proposals: [proposal, other], liveProposals: 5 }
    const lines = renderDevView(view, WIDE)
    const at = lines.findIndex((one) => one.startsWith('Proposed'))
    expect(lines.slice(at, at + 4).map((one) => one.trimEnd())).toEqual([
      'Proposed  3  Set epochRewardRau to 9,000 coins',
      '          is voted on · ███████░░░ yes 75 %, turnout 12 % of 10 % · vote ends: end of epoch 12, in 206 blocks',
      '          2  Another   and 3 more',
      '          is voted on · ███████░░░ yes 75 %, turnout 12 % of 10 % · vote ends: end of epoch 12, in 206 blocks',
    ])
  })

  test('says at the last block that the next set takes over', () => {
    const view = { ...VIEW, block: { ...VIEW.block, height: 1320 } }
    expect(line(view, 'Epoch')).toMatch(/█{53}◆█{6} {2}120 of 120 blocks$/)
    expect(line(view, '◆')).toBe('◆ elected at block 1,308 · the next set takes over now')
  })

  test.each([
    ['a place', {}, '1 delegate1           300,000,000.12  producer              2'],
    ['a rise', { moved: 3 }, '1 delegate1    ▲3     300,000,000.12  producer              2'],
    ['a fall', { moved: -1 }, '1 delegate1    ▼1     300,000,000.12  producer              2'],
    [
      'a newcomer',
      { moved: undefined },
      '1 delegate1    new    300,000,000.12  producer              2',
    ],
    [
      'missed blocks, offline and probation',
      { missed: 3, offline: true, onProbation: true },
      '1 delegate1           300,000,000.12  producer              2 3 missed offline probation',
    ],
    [
      'one without a seat',
      { role: 'none', produced: 0 } as const,
      '1 delegate1           300,000,000.12  –',
    ],
  ])('shows %s in the ranking', (_, change, expected) => {
    const view = { ...VIEW, ranking: [delegate(1, change)] }
    expect(line(view, '1 delegate1')).toBe(expected)
  })

  test('shows the seats of the next epoch once they are drawn', () => {
    const nextSet = {
      epoch: 12,
      electedHeight: 1308,
      producers: 24,
      verifiers: 12,
      joining: ['alpha'],
      leaving: ['beta'],
    }
    const view = { ...VIEW, nextSet, ranking: [delegate(1, { nextRole: 'verifier' }), delegate(2)] }
    expect(line(view, 'Next set')).toBe(
      'Next set  waiting in line since block 1,308: 24 producers, 12 verifiers; in: alpha; out: beta',
    )
    expect(line(view, '1 delegate1')).toContain('producer verifier')
    expect(line(view, '2 delegate2')).toContain('producer –')
    const same = { ...view, nextSet: { ...nextSet, joining: [], leaving: [] } }
    expect(line(same, 'Next set')).toMatch(/no seat changes hands$/)
    const many = { ...view, nextSet: { ...nextSet, joining: [...'abcdefgh'] } }
    expect(line(many, 'Next set')).toContain('in: a, b, c, d, e, f and 2 more')
    expect(line(VIEW, 'Next set')).toBe('Next set  is drawn at block 1,308')
  })

  test('shows what the boundary paid, and what is owed', () => {
    const payments = {
      epoch: 10,
      blockRau: 1920n * COIN,
      epochRau: 18_750n * COIN,
      foundationRau: 80n * COIN,
      owedRau: 0n,
      paid: 61,
      most: { name: 'delegate1', amountRau: 815n * COIN },
    }
    const wide = { ...WIDE, columns: 200 }
    expect(line({ ...VIEW, payments }, 'Paid', wide)).toBe(
      'Paid      for epoch 10: 20,750.00 coins to 61 delegates: 1,920.00 for blocks, ' +
        '18,750.00 by votes, 80.00 bonus; most to delegate1, 815.00',
    )
    expect(line({ ...VIEW, payments: { ...payments, owedRau: COIN } }, 'Paid', wide)).toContain(
      '20,750.00 coins (1.00 of it owed: the fund is dry) to 61',
    )
    expect(line(VIEW, 'Paid')).toBe('Paid      at block 1,320 for the first time')
  })

  test('shows the newest events first', () => {
    const lines = renderDevView(VIEW, WIDE)
    expect(lines.slice(-2)).toEqual(['Lately    first', '          second'])
  })

  test.each([
    [80, 23],
    [40, 10],
    [120, 50],
    [20, 5],
    [200, 12],
  ])('fits into %i columns and %i rows', (columns, rows) => {
    const ranking = Array.from({ length: 61 }, (_, index) => delegate(index + 1, { missed: 5 }))
    const view = { ...VIEW, ranking, recent: Array.from({ length: 20 }, () => 'x'.repeat(300)) }
    for (const hasColor of [false, true]) {
      const lines = renderDevView(view, { columns, rows, hasColor })
      expect(lines.length).toBeLessThanOrEqual(rows)
      for (const one of lines) {
        expect([...withoutColors(one)].length).toBeLessThanOrEqual(columns)
      }
    }
    const plain = renderDevView(view, { columns, rows, hasColor: false })
    expect(plain.join('')).not.toContain('\u001b')
  })
})
