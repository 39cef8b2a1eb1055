import { describe, expect, test } from 'vitest'
import { describeEvent, describeNews } from './news-text.ts'
import { formatStatus, renderTestnetView } from './render-testnet-view.ts'
import { nodeView, testnetView } from './testnet.fixture.ts'
import type { NodeView, TestnetNews } from './testnet-view.ts'

const WIDE = { columns: 120, rows: 40, hasColor: false }
const OTHER_HASH = `0x${'cd'.repeat(32)}`

function lines(change: Parameters<typeof testnetView>[0] = {}, recent: readonly string[] = []) {
  return renderTestnetView(testnetView(change), recent, WIDE)
}

function line(shown: readonly string[], beginning: string): string {
  const found = shown.find((one) => one.trimStart().startsWith(beginning))
  if (found === undefined) throw new Error(`no line begins with ${beginning}`)
  return found.trim()
}

/** A colour begins with an escape character and ends with the first m. */
function withoutColors(text: string): string {
  const [first = '', ...rest] = text.split('\u001b')
  return first + rest.map((part) => part.slice(part.indexOf('m') + 1)).join('')
}

describe('the live view of a testnet', () => {
  test('says where the network stands', () => {
    expect(line(lines(), 'Block')).toBe(
      'Block 1,234 everywhere · every 1.00 s · 2 of the last 50 took more than one round',
    )
    expect(line(lines({ agreedHeight: 1_230 }), 'Block')).toMatch(
      /^Block 1,234 \(all have 1,230\) · /,
    )
    const young = { intervalMs: undefined, rounds: { blocks: 0, later: 0 } }
    expect(line(lines(young), 'Block')).toBe('Block 1,234 everywhere')
  })

  test('says when there has been no block for long', () => {
    expect(line(lines({ sinceBlockMs: 5_000 }), 'Block')).not.toContain('none')
    expect(line(lines({ sinceBlockMs: 5_100 }), 'Block')).toMatch(/ · none for 5 s$/)
  })

  test('draws the epoch with its election', () => {
    expect(line(lines(), 'Epoch')).toMatch(
      /^Epoch 11 {2}█+◆█+░+ {2}18 of 24 blocks · next set elected, takes over in 6$/,
    )
    const before = { height: 1_220, agreedHeight: 1_220 }
    expect(line(lines(before), 'Epoch')).toMatch(/█+░+◇░+ {2}4 of 24 blocks · election in 14$/)
    expect(line(lines({ epoch: undefined }), 'No node')).toBe('No node has answered yet')
  })

  test.each<[string, Partial<NodeView>, string]>([
    [
      'running',
      {},
      'n1   producer     1,234    0    11    4            7      3  running   0xabababab',
    ],
    [
      'missing blocks',
      { missed: 2 },
      'n1   producer     1,234    0    11    4      2     7      3  running   0xabababab',
    ],
    [
      'killed',
      { state: 'killed', sample: undefined },
      'n1   producer         –    –     –    4            –      –  killed    –',
    ],
    [
      'cut off',
      { isCutOff: true },
      'n1   producer     1,234    0    11    4            7      3  cut off   0xabababab',
    ],
    [
      'silent',
      { sample: undefined, role: 'standby' },
      'n1   standby          –    –     –    4            –      –  silent    –',
    ],
    [
      'full',
      { role: 'full' },
      'n1   full         1,234    0    11                 7      3  running   0xabababab',
    ],
  ])('shows a node that is %s', (_, change, expected) => {
    expect(line(lines({ nodes: [nodeView('n1', change)] }), 'n1 ')).toBe(expected)
  })

  test('shows how far a node is behind', () => {
    const sample = { height: 1_200, epoch: 10, appHash: OTHER_HASH, peers: 0, pool: 0 }
    expect(line(lines({ nodes: [nodeView('n1', { sample })] }), 'n1 ')).toMatch(
      /^n1 {3}producer {5}1,200 {3}34 {4}10/,
    )
  })

  test('shows a divergence in red, on the side of the fewer', () => {
    const divergence = {
      height: 1_233,
      groups: [
        { appHash: `0x${'ab'.repeat(32)}`, nodes: ['n1', 'n2', 'n3'] },
        { appHash: OTHER_HASH, nodes: ['n4'] },
      ],
    }
    const view = testnetView({ divergences: [divergence] })
    const shown = renderTestnetView(view, [], { ...WIDE, hasColor: true })
    const red = '\u001b[31m'
    expect(shown).toContain(
      `${red}DIVERGED after block 1,233: 0xabababab on n1, n2, n3; 0xcdcdcdcd on n4\u001b[0m`,
    )
    const hashIsRed = (name: string): boolean =>
      shown
        .find((one) => one.includes(` ${name} `) && one.includes('running'))
        ?.includes(`${red}0xab`) === true
    expect(['n1', 'n2', 'n3', 'n4'].map(hashIsRed)).toEqual([false, false, false, true])
  })

  test('shows what happened last', () => {
    expect(lines({}, ['newest', 'older']).slice(-2)).toEqual(['Lately   newest', '         older'])
  })

  test('shows those in trouble when not all fit, and counts the rest', () => {
    const names = Array.from({ length: 36 }, (_, index) => `n${index + 1}`)
    const nodes = names.map((name) =>
      nodeView(name, name === 'n30' ? { state: 'killed', sample: undefined } : {}),
    )
    const shown = renderTestnetView(testnetView({ nodes }), [], { ...WIDE, rows: 16 })
    expect(shown).toHaveLength(16)
    expect(line(shown, 'n30')).toContain('killed')
    expect(line(shown, 'n1 ')).toContain('running')
    expect(shown.at(-1)).toBe(' and 27 more nodes, all running')
    const bad = names.map((name) => nodeView(name, { isCutOff: true }))
    const worse = renderTestnetView(testnetView({ nodes: bad }), [], { ...WIDE, rows: 16 })
    expect(worse.at(-1)).toBe(' and 27 more nodes, 27 of them in trouble')
  })

  test.each([
    [80, 23],
    [40, 10],
    [120, 60],
    [20, 5],
  ])('fits into %i columns and %i rows', (columns, rows) => {
    const nodes = Array.from({ length: 40 }, (_, index) => nodeView(`n${index + 1}`, { missed: 9 }))
    const groups = [
      { appHash: '0x1', nodes: nodes.map((one) => one.name) },
      { appHash: '0x2', nodes: ['n1'] },
    ]
    const divergences = [1, 2, 3].map((height) => ({ height, groups }))
    const recent = Array.from({ length: 20 }, () => 'x'.repeat(300))
    for (const hasColor of [false, true]) {
      const view = testnetView({ nodes, divergences })
      const shown = renderTestnetView(view, recent, { columns, rows, hasColor })
      expect(shown.length).toBeLessThanOrEqual(rows)
      for (const one of shown) expect([...withoutColors(one)].length).toBeLessThanOrEqual(columns)
    }
  })
})

test('the status shows all nodes, however many', () => {
  const nodes = Array.from({ length: 100 }, (_, index) => nodeView(`n${index + 1}`))
  const shown = formatStatus(testnetView({ nodes }))
  expect(shown.filter((one) => one.includes('running'))).toHaveLength(100)
  expect(shown.join('')).not.toContain('\u001b')
})

test.each<[TestnetNews, string | undefined]>([
  [{ type: 'block', height: 7, timeMs: 0, epoch: 1, round: 0 }, undefined],
  [{ type: 'block', height: 7, timeMs: 0, epoch: 1, round: undefined }, undefined],
  [{ type: 'block', height: 7, timeMs: 0, epoch: 1, round: 1 }, 'block 7 took 2 rounds'],
  [{ type: 'stalled', height: 7, seconds: 12 }, 'no block after 7 for 12 s'],
  [
    {
      type: 'epoch',
      epoch: 2,
      startHeight: 25,
      producers: ['n1', 'n2'],
      verifiers: [],
      missed: [],
    },
    'epoch 2 began at block 25: n1 n2 produce',
  ],
  [
    {
      type: 'epoch',
      epoch: 2,
      startHeight: 25,
      producers: ['n1'],
      verifiers: ['n3'],
      missed: [{ delegate: 'n2', blocks: 3 }],
    },
    'epoch 2 began at block 25: n1 produce; n3 verify; missed in epoch 1: n2 3',
  ],
])('news %# are a sentence', (news, expected) => {
  expect(describeNews(news)).toBe(expected)
})

test('an event of a node is a sentence', () => {
  expect(describeEvent({ node: 'n1', what: 'cut-off', problem: undefined })).toBe('n1 is cut off')
  expect(describeEvent({ node: 'n1', what: 'failed', problem: 'its disk is full' })).toBe(
    'n1 failed: its disk is full',
  )
})
