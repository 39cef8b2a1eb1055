import { createInstance } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import { createFormat } from '../format/create-format.ts'
import { de } from '../i18n/locales/de/index.ts'
import { en } from '../i18n/locales/en/index.ts'
import { describeHappening, type HappeningWords, VARIANTS } from './describe-happening.ts'

const COIN = 10n ** 18n
const ALICE = '0x1111111111111111111111111111111111111111'
const ALPHA = '0x2222222222222222222222222222222222222222'
const NOBODY = `0x${'0'.repeat(40)}`

const EVENTS = bouleAbi.filter((item) => item.type === 'event')
const LANGUAGES = { en, de }
const words = {} as Record<keyof typeof LANGUAGES, HappeningWords>

beforeAll(async () => {
  const names = new Map([[ALPHA, 'alpha']])
  for (const language of ['en', 'de'] as const) {
    const i18n = createInstance()
    const resources = { [language]: LANGUAGES[language] }
    await i18n.init({
      lng: language,
      resources,
      fallbackLng: false,
      interpolation: { escapeValue: false },
    })
    words[language] = {
      t: i18n.getFixedT(language, 'transactions'),
      tGovernance: i18n.getFixedT(language, 'governance'),
      format: createFormat(language, 'UTC'),
      names,
    }
  }
})

function sampleOf(type: string): unknown {
  switch (type) {
    case 'address':
      return ALPHA
    case 'address[]':
      return [ALPHA, ALICE]
    case 'bool':
      return true
    case 'string':
      return 'sample'
    case 'string[]':
      return ['one']
    case 'bytes':
    case 'bytes32':
      return '0x0303'
    case 'uint256':
      return 3n * COIN
    case 'uint64':
      return 5n
    default:
      return 1
  }
}

describe.each(['en', 'de'] as const)('in %s', (language) => {
  test.each(EVENTS.map((event) => [event.name, event] as const))('%s has words', (name, event) => {
    const args = Object.fromEntries(event.inputs.map((input) => [input.name, sampleOf(input.type)]))
    const other = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [key, oppositeOf(value)]),
    )
    for (const each of [args, other, asJson(args)]) {
      const text = describeHappening({ name, args: each }, words[language])
      expect(text).toMatch(/ /)
      expect(text).not.toMatch(/undefined|\[object|NaN|\{\{|\n|\.$/)
    }
  })

  test('every sentence belongs to an event that there is', () => {
    const names = new Set<string>(EVENTS.map(({ name }) => name))
    const keys = Object.keys(LANGUAGES[language].transactions.happened)
    expect(keys.filter((key) => !names.has(key.split('_')[0] ?? ''))).toEqual([])
    const endings = keys.filter((key) => key.includes('_')).map((key) => key.split('_')[0] ?? '')
    expect(endings.sort()).toEqual(Object.keys(VARIANTS).sort())
  })
})

/** A value that leads to the other sentence of an event that has two. */
function oppositeOf(value: unknown): unknown {
  if (value === ALPHA) return NOBODY
  if (value === true) return false
  return typeof value === 'bigint' ? 0n : value === 1 ? 0 : value
}

/** Arguments as the API has them. */
function asJson(args: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? value.toString() : value,
    ]),
  )
}

const STAKED = {
  name: 'BucketCreated',
  args: {
    bucketIndex: 1_234n,
    owner: ALICE,
    candidate: ALPHA,
    amountRau: (12_505n * COIN) / 10n,
    durationDays: 91,
    autoStake: false,
  },
}

test.each([
  [
    'en',
    STAKED,
    'bucket 1234: 0x1111…1111 staked 1,250.5 coins on alpha for 91 days, auto-stake off',
  ],
  [
    'de',
    STAKED,
    'Einlage 1234: 0x1111…1111 hat 1.250,5 Coins für alpha eingelegt, Dauer: 91 Tage, Auto-Stake aus',
  ],
  [
    'en',
    { name: 'DirectiveReported', args: { proposal: 7, account: ALICE, percent: 40, text: 'a\nb' } },
    'proposal 7: 0x1111…1111 is 40% done: “a b”',
  ],
  [
    'de',
    { name: 'DirectiveReported', args: { proposal: 7, account: ALICE, percent: 40, text: 'a' } },
    'Antrag 7: 0x1111…1111 meldet 40\u00a0% als erledigt: „a“',
  ],
  [
    'en',
    { name: 'BlockMissed', args: { height: '12345', delegate: ALPHA, round: 0 } },
    'alpha missed block 12,345',
  ],
  [
    'en',
    { name: 'ProposalChanged', args: { proposal: 7, from: 0, to: 2, reason: 1, epoch: 3 } },
    'proposal 7: looks for support, because it passed the checks',
  ],
  [
    'en',
    {
      name: 'RuleChanged',
      args: { proposal: 7, name: 'feeRau', before: `${COIN}`, value: '', fromEpoch: '1000' },
    },
    'proposal 7: the rule feeRau changes from 1 coin to nothing in epoch 1,000',
  ],
  [
    'en',
    {
      name: 'BallotCast',
      args: {
        proposal: 7,
        account: ALICE,
        yesBps: 6_000,
        noBps: 4_000,
        abstainBps: 0,
        ownRau: COIN,
        delegatedRau: 0n,
      },
    },
    'proposal 7: 0x1111…1111 votes 60% Yes, 40% No with 1 coin',
  ],
] as const)('%s: %#', (language, happening, text) => {
  expect(describeHappening(happening, words[language])).toBe(text)
})

test('the owner of a delegate is an account, also with the address of its identity', () => {
  const args = { candidate: ALPHA, ownerAddress: ALPHA, name: 'alpha' }
  expect(describeHappening({ name: 'CandidateRegistered', args }, words.en)).toBe(
    'alpha registered as a delegate, owned by 0x2222…2222',
  )
})

test('an event that nobody knows has no words here', () => {
  expect(describeHappening({ name: 'Unheard', args: {} }, words.en)).toBeUndefined()
})

test('what strangers wrote is no instruction to the translation', () => {
  const args = { proposal: 7, account: ALICE, reason: '$t(allDone) {{account}}' }
  expect(describeHappening({ name: 'ProposalVetoed', args }, words.en)).toBe(
    'proposal 7: 0x1111…1111 vetoed it: “$t(allDone) {{account}}”',
  )
})
