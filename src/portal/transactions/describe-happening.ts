import type { TFunction } from 'i18next'
import { RAU_PER_COIN } from '#base/integers.ts'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { PROPOSAL_CLASSES, PROPOSAL_REASONS, PROPOSAL_STATES } from '#sdk/governance/names.ts'
import type { Format } from '../format/create-format.ts'
import { splitWords } from '../governance/split-words.ts'
import { shorten } from '../ui/values.tsx'

/** An event of the chain, as the SDK decodes it or the API keeps it: large numbers are bigint or decimal text. */
export interface Happening {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

export interface HappeningWords {
  readonly t: TFunction<'transactions'>
  readonly tGovernance: TFunction<'governance'>
  readonly format: Format
  /** Names of delegates by identity, in lower case. Other addresses are shortened. */
  readonly names: ReadonlyMap<string, string>
}

type Args = Happening['args']
type Variant = (args: Args) => string | undefined

const GRANTS = ['block', 'epoch', 'foundation', 'community'] as const
const ADDRESS = /^0x[\da-f]{40}$/i
/** Numbers that the API keeps as text. */
const FIGURES = /(epoch|height|blockNumber|blocks)$/i
const NOBODY = /^0x0{40}$/

/** Events with more than one sentence: which of them it is, as the ending of its key; undefined takes the key alone. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  BallotCast: unlessZero('delegatedRau', 'delegated'),
  DepositSettled: when('returned', 'returned'),
  DirectiveReviewed: when('accepted', 'accepted'),
  EpochActivity: when('unproductive', 'unproductive'),
  PowerDelegated: ({ delegate }) => (NOBODY.test(String(delegate)) ? 'back' : undefined),
  PreflightAttested: when('green', 'good'),
  ProbationChanged: ({ unproductiveEpochs }) =>
    Number(unproductiveEpochs) === 0 ? 'free' : undefined,
  ProposalRevised: ({ revision }) => (Number(revision) === 1 ? 'first' : undefined),
  ProposalSupported: when('editorial', 'editorial'),
  RewardGranted: unlessZero('owedRau', 'owed'),
  ScriptFailed: ({ slot }) => (slot === 'vote-weight' ? 'weights' : undefined),
  SetElected: when('continued', 'continued'),
  SunsetReached: when('restored', 'restored'),
  TreasuryPaid: unlessZero('owedRau', 'owed'),
  WeightsChanged: ({ table }) => (table === '0x' ? 'formula' : undefined),
}

/** Whether an argument is the identity of a delegate, and no account. Both may have the same address. */
export function namesDelegate(event: string, key: string): boolean {
  if (event === 'BucketCandidateChanged') return key === 'from' || key === 'to'
  // Power is delegated to any account.
  return key === 'candidate' || (key === 'delegate' && event !== 'PowerDelegated')
}

/** What happened, in the words of the language that is shown; undefined for an event that it has no words for. */
export function describeHappening(happening: Happening, words: HappeningWords): string | undefined {
  const { name, args } = happening
  const values = Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, toWords(key, value, happening, words)]),
  )
  const context = VARIANTS[name]?.(args)
  const sentence = words.t(`happened.${name}` as 'happened.Staked', {
    ...values,
    ...derivedWords(happening, words),
    ...(context === undefined ? {} : { context }),
    defaultValue: name,
  })
  return sentence === name ? undefined : sentence
}

/** Words that are made of several arguments. */
function derivedWords({ name, args }: Happening, words: HappeningWords): Args {
  if (name === 'EpochSettled') {
    const sum = toBig(args['blockRau']) + toBig(args['epochRau']) + toBig(args['foundationRau'])
    return { granted: coinsWords(sum, words) }
  }
  if (name !== 'BallotCast') return {}
  const ballot = {
    yesBps: Number(args['yesBps']),
    noBps: Number(args['noBps']),
    abstainBps: Number(args['abstainBps']),
  }
  return {
    ballot: splitWords(ballot, words.tGovernance, words.format),
    power: coinsWords(toBig(args['ownRau']) + toBig(args['delegatedRau']), words),
  }
}

function toWords(key: string, value: unknown, happening: Happening, words: HappeningWords): string {
  const { t, tGovernance, format } = words
  if (key.endsWith('Rau')) return coinsWords(toBig(value), words)
  if (key.endsWith('Bps')) return format.basisPoints(Number(value))
  const figure = format.integer(Number(value))
  switch (key) {
    // Numbers that name something are no figures.
    case 'proposal':
    case 'bucketIndex':
      return String(value)
    case 'durationDays':
      return t('days', { count: Number(value), figure })
    case 'unproductiveEpochs':
      return tGovernance('epochs', { count: Number(value), figure })
    case 'supporters':
      return t('accounts', { count: Number(value), figure })
    case 'percent':
      return format.basisPoints(Number(value) * 100)
    case 'class':
      return t(`classes.${PROPOSAL_CLASSES[Number(value)] ?? 'unknown'}`)
    case 'kind':
      return t(`grants.${GRANTS[Number(value)] ?? 'other'}`)
    default:
      return toOtherWords(key, value, happening, words)
  }
}

function toOtherWords(
  key: string,
  value: unknown,
  { name, args }: Happening,
  words: HappeningWords,
): string {
  const { t, format, names } = words
  if (name === 'ProposalChanged' && key === 'to') return stateWords(Number(value), words)
  if (name === 'ProposalChanged' && key === 'reason') return reasonWords(Number(value), words)
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'bigint' || typeof value === 'number') return format.integer(value)
  if (Array.isArray(value)) return format.integer(value.length)
  const text = String(value)
  if (name === 'RuleChanged' && (key === 'before' || key === 'value')) {
    return ruleWords(String(args['name']), text, words)
  }
  if (FIGURES.test(key) && /^\d+$/.test(text)) return format.integer(BigInt(text))
  if (!ADDRESS.test(text)) return plainLine(text)
  const delegate = namesDelegate(name, key) ? names.get(text.toLowerCase()) : undefined
  return delegate ?? shorten(text)
}

function stateWords(state: number, { tGovernance }: HappeningWords): string {
  const name = PROPOSAL_STATES[state]
  return name === undefined ? String(state) : tGovernance(`states.${name}`)
}

function reasonWords(reason: number, { tGovernance }: HappeningWords): string {
  const name = PROPOSAL_REASONS[reason]
  return name === undefined ? String(reason) : tGovernance(`reasons.${name}`)
}

function ruleWords(rule: string, value: string, words: HappeningWords): string {
  if (rule.endsWith('Rau') && /^\d+$/.test(value)) return coinsWords(BigInt(value), words)
  return value === '' ? words.t('nothing') : plainLine(value)
}

function coinsWords(rau: bigint, { t, format }: HappeningWords): string {
  return t('coins', { count: rau === RAU_PER_COIN ? 1 : 2, figure: format.coinsExact(rau) })
}

function toBig(value: unknown): bigint {
  return typeof value === 'bigint' ? value : BigInt(String(value))
}

function when(key: string, ending: string): Variant {
  return (args) => (args[key] === true ? ending : undefined)
}

function unlessZero(key: string, ending: string): Variant {
  return (args) => (toBig(args[key]) === 0n ? undefined : ending)
}
