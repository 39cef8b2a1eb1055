import { describe, expect, test } from 'vitest'
import type { BlockReport, ReportedEvent } from './block-report.ts'
import { highlightsOf, reportLines } from './report-lines.ts'

const COIN = 10n ** 18n

const BLOCK: BlockReport = {
  height: 1234,
  timeMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  epoch: 11,
  producer: 'alpha',
  transactions: 0,
  events: [],
  refusals: [],
}

function event(name: string, text: string, values: object = {}): ReportedEvent {
  return { event: name, text, arguments: values } as ReportedEvent
}

describe('reportLines', () => {
  test.each<readonly [string, Partial<BlockReport>, readonly string[]]>([
    ['an empty block', {}, ['03:04:05  block 1,234  epoch 11  by alpha']],
    [
      'one transaction',
      { transactions: 1 },
      ['03:04:05  block 1,234  epoch 11  by alpha  1 transaction'],
    ],
    [
      'a producer that is no delegate',
      { producer: undefined },
      ['03:04:05  block 1,234  epoch 11  by nobody'],
    ],
    [
      'what happened, and what was refused',
      {
        transactions: 2,
        events: [event('BucketCreated', 'bucket 1: …'), event('ProposalChanged', 'proposal 3 …')],
        refusals: ['dev:0: refused: …'],
      },
      [
        '03:04:05  block 1,234  epoch 11  by alpha  2 transactions',
        '          bucket 1: …',
        '          proposal 3 …',
        '          dev:0: refused: …',
      ],
    ],
  ])('shows %s', (_, change, lines) => {
    expect(reportLines({ ...BLOCK, ...change })).toEqual(lines)
  })
})

describe('highlightsOf', () => {
  const settled = (owedRau: bigint): readonly ReportedEvent[] => [
    event('EpochActivity', 'x'),
    event('RewardGranted', 'x', { delegate: '0x1' }),
    event('RewardGranted', 'x', { delegate: '0x1' }),
    event('RewardGranted', 'x', { delegate: '0x2' }),
    event('EpochSettled', 'x', {
      epoch: 11n,
      blockRau: 960n * COIN,
      epochRau: 18_750n * COIN - 1n,
      foundationRau: 80n * COIN,
      owedRau,
    }),
    event('EpochStarted', 'epoch 12 began'),
  ]

  test('sums a settlement up instead of listing its grants', () => {
    expect(highlightsOf({ ...BLOCK, events: settled(0n) })).toEqual([
      'epoch 12 began',
      'epoch 11 settled: 19,789.99 coins granted to 2 delegates (960.00 for blocks, 18,749.99 by votes, 80.00 bonus)',
    ])
  })

  test('says what a dry fund owes', () => {
    expect(highlightsOf({ ...BLOCK, events: settled(COIN) })[1]).toMatch(
      /bonus\), 1\.00 of it owed$/,
    )
  })
})
