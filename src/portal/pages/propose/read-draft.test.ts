import { describe, expect, test } from 'vitest'
import { createFormat } from '../../format/create-format.ts'
import type { Rule } from '../../governance/use-rules.ts'
import { type Draft, EMPTY_DRAFT, mend } from './draft.ts'
import { draftOf } from './draft-of.ts'
import { readProposeSearch } from './propose-search.ts'
import { readDraftContent } from './read-draft.ts'

const COIN = 10n ** 18n
const ALICE = '0x1111111111111111111111111111111111111111'
const en = createFormat('en')
const de = createFormat('de')

function makeRule(name: string, part: Partial<Rule>): Rule {
  return {
    name,
    value: 0,
    unit: 'epochs',
    class: 'policy',
    type: 'whole',
    meaning: '',
    min: '0',
    max: '1000',
    choices: null,
    next: null,
    changes: 0,
    ...part,
  }
}

const rules = new Map(
  [
    makeRule('epochRewardRau', {
      type: 'amount',
      unit: 'Rau',
      value: (18_750n * COIN).toString(),
      max: (10n ** 9n * COIN).toString(),
    }),
    makeRule('policyApprovalBps', {
      unit: 'basis points',
      value: 5_000,
      min: '5000',
      max: '9999',
      class: 'meta',
    }),
    makeRule('unstakeWaitSeconds', { unit: 'seconds', value: 259_200, max: '31536000' }),
    makeRule('quorumMode', {
      type: 'choice',
      value: 'turnout',
      choices: ['turnout', 'padded'],
      class: 'meta',
    }),
    makeRule('excludedAccounts', { type: 'addresses', value: '', max: '1', class: 'meta' }),
    makeRule('adaptiveQuorum', { type: 'flag', value: false, class: 'technical' }),
    makeRule('producers', { value: 24, next: { value: 20, fromEpoch: 9 } }),
    makeRule('maxTextBytes', { value: 10, class: 'meta' }),
  ].map((rule) => [rule.name, rule]),
)

function policy(name: string, written: string): Draft {
  return { ...EMPTY_DRAFT, title: 'A title', changes: [{ name, written }] }
}
const codes = (draft: Draft, format = en): readonly string[] =>
  readDraftContent(draft, rules, format).problems.map(({ code }) => code)

describe('a policy', () => {
  test.each([
    ['epochRewardRau', '9,000', en, (9_000n * COIN).toString()],
    ['epochRewardRau', '9.000,5', de, ((18_001n * COIN) / 2n).toString()],
    ['policyApprovalBps', '66.67', en, '6667'],
    ['unstakeWaitSeconds', '2', en, '172800'],
    ['quorumMode', 'padded', en, 'padded'],
    ['excludedAccounts', ALICE, en, ALICE],
    ['adaptiveQuorum', 'true', en, 'true'],
  ] as const)('%s to %s is %s', (name, written, format, value) => {
    const { payload, problems } = readDraftContent(policy(name, written), rules, format)
    expect(problems).toEqual([])
    expect(payload).toMatchObject({ kind: 'policy', sets: [{ name, value }], sunsetEpochs: 0 })
  })

  test.each([
    ['epochRewardRau', '', 'value.empty'],
    ['epochRewardRau', 'many', 'value.number'],
    ['epochRewardRau', '2,000,000,000', 'value.bounds'],
    ['policyApprovalBps', '49.99', 'value.bounds'],
    ['policyApprovalBps', '50.001', 'value.number'],
    ['quorumMode', 'other', 'value.choice'],
    ['excludedAccounts', `${ALICE}, 0x22`, 'value.addresses'],
    ['epochRewardRau', '18,750', 'unchanged'],
    ['nothing', '1', 'unknownRule'],
  ])('%s to %s is refused: %s', (name, written, code) => {
    expect(codes(policy(name, written))).toEqual([code])
  })

  test('starts from what is decided already, if anything is', () => {
    const { payload } = readDraftContent(policy('producers', '18'), rules, en)
    expect(payload).toMatchObject({ sets: [{ expected: '20', value: '18' }] })
  })

  test('has the strictest class of its rules, even while a value is missing', () => {
    const draft = {
      ...policy('epochRewardRau', '9,000'),
      changes: [
        { name: 'epochRewardRau', written: '9,000' },
        { name: 'quorumMode', written: '' },
      ],
    }
    expect(readDraftContent(draft, rules, en).class).toBe('meta')
  })

  test('sets no rule twice, and at least one', () => {
    const change = { name: 'epochRewardRau', written: '9,000' }
    expect(codes({ ...policy('', ''), changes: [change, change] })).toEqual(['twice'])
    expect(codes({ ...policy('', ''), changes: [] })).toEqual(['noChanges'])
  })
})

test.each([
  ['a title', { title: ' ' }, 'title'],
  ['a title of 80 bytes', { title: 'ä'.repeat(41) }, 'title'],
  ['a text of the length that the rules have', { text: 'x'.repeat(11) }, 'text'],
  ['a whole number of epochs', { sunset: '1.5' }, 'epochs'],
])('every proposal has %s', (_, part, code) => {
  expect(codes({ ...policy('epochRewardRau', '9,000'), ...part })).toEqual([code])
})

describe('payments and directives', () => {
  const treasury: Draft = { ...EMPTY_DRAFT, kind: 'treasury', title: 'Pay' }

  test('are read exactly', () => {
    const payments = [{ to: ALICE, perEpoch: '1.5', epochs: '3' }]
    const { payload } = readDraftContent({ ...treasury, payments }, rules, en)
    expect(payload).toEqual({
      kind: 'treasury',
      payments: [{ to: ALICE, perEpochRau: (3n * COIN) / 2n, epochs: 3 }],
    })
    expect(
      readDraftContent(
        { ...EMPTY_DRAFT, kind: 'directive', title: 'Do', assignee: ALICE, due: '7' },
        rules,
        en,
      ),
    ).toMatchObject({ payload: { assignee: ALICE, dueEpochs: 7 }, class: 'directive' })
  })

  test('every wrong field is named', () => {
    const payments = [{ to: '0x1', perEpoch: '0', epochs: '0' }]
    const { payload, problems } = readDraftContent({ ...treasury, payments }, rules, en)
    expect(payload).toBeUndefined()
    expect(problems.map(({ field }) => field).toSorted()).toEqual([
      'payments.0.epochs',
      'payments.0.perEpoch',
      'payments.0.to',
    ])
  })
})

describe('a counter-vote', () => {
  const draft: Draft = { ...EMPTY_DRAFT, kind: 'cancel', title: 'Stop it', target: '7' }

  test('has the number and the class of the proposal that it stops', () => {
    const target = { id: 7, class: 'meta' } as const
    expect(readDraftContent(draft, rules, en, target)).toEqual({
      payload: { kind: 'cancel', proposal: 7 },
      class: 'meta',
      problems: [],
    })
  })

  test('of a proposal that is not found is refused', () => {
    expect(codes(draft)).toEqual(['target'])
  })
})

describe('a proposal that is revised is in the fields as it is, and comes back', () => {
  const payloads = [
    {
      kind: 'policy',
      sets: [
        {
          name: 'epochRewardRau',
          expected: (18_750n * COIN).toString(),
          value: `${9_001n * COIN}`,
        },
        { name: 'policyApprovalBps', expected: '5000', value: '6667' },
        { name: 'unstakeWaitSeconds', expected: '259200', value: '172800' },
        { name: 'quorumMode', expected: 'turnout', value: 'padded' },
      ],
      sunsetEpochs: 3,
    },
    { kind: 'treasury', payments: [{ to: ALICE, perEpochRau: `${COIN / 4n}`, epochs: 1_200 }] },
    { kind: 'directive', assignee: ALICE, dueEpochs: 14 },
  ] as const

  test.each(payloads.flatMap((payload) => [en, de].map((format) => [payload, format] as const)))(
    '$0.kind, $1.locale',
    (payload, format) => {
      const draft = draftOf({ title: 'A', text: 'B', payload: payload as never }, rules, format)
      const read = readDraftContent(draft, rules, format)
      expect(read.problems).toEqual([])
      // The API has amounts as texts.
      const asApi = JSON.stringify(read.payload, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      )
      expect(JSON.parse(asApi)).toEqual(payload)
    },
  )
})

test('a link names what is to be stopped or revised, and nothing else', () => {
  expect(readProposeSearch({ kind: 'cancel', target: 7, revise: '12' })).toEqual({
    kind: 'cancel',
    target: 7,
    revise: 12,
  })
  expect(readProposeSearch({ target: '-1', revise: '1e3', kind: 'evil' })).toEqual({})
})

test('what is kept of a draft comes back, and nothing else', () => {
  const draft = policy('epochRewardRau', '9,000')
  expect(mend(JSON.parse(JSON.stringify(draft)) as object)).toEqual(draft)
  expect(mend({ kind: 'evil', title: 7, changes: [{ name: 1 }], payments: 'x' })).toEqual(
    EMPTY_DRAFT,
  )
})
