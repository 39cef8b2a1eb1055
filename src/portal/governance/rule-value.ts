import type { TFunction } from 'i18next'
import { parseHexAddress } from '#base/address.ts'
import { RAU_PER_COIN } from '#base/integers.ts'
import type { Format } from '../format/create-format.ts'
import { parseDecimalText, toPlainDecimal } from '../format/decimal-text.ts'
import type { Schemas } from '../data/queries.ts'

/** What a rule's values look like: enough to write and to read them. */
export type RuleShape = Pick<Schemas['Rule'], 'type' | 'unit' | 'min' | 'max' | 'choices'>

type Translate = TFunction<'governance'>

/** What people write one of: a coin, a percent, a day; `size` of the rule's own units. */
interface Measure {
  readonly id: 'coins' | 'percent' | 'days' | 'hours' | 'minutes' | 'seconds' | 'own'
  readonly size: bigint
}

const OWN: Measure = { id: 'own', size: 1n }
const TIMES: readonly Measure[] = [
  { id: 'days', size: 86_400n },
  { id: 'hours', size: 3_600n },
  { id: 'minutes', size: 60n },
  { id: 'seconds', size: 1n },
]

/** What a value of the rule is written in; times in the largest unit that the value is a whole number of. */
function measureOf(rule: RuleShape, value: string): Measure {
  if (rule.type === 'amount') return { id: 'coins', size: RAU_PER_COIN }
  if (rule.type !== 'whole') return OWN
  if (rule.unit === 'basis points') return { id: 'percent', size: 100n }
  if (rule.unit === 'permille') return { id: 'percent', size: 10n }
  if (rule.unit === 'percent') return { id: 'percent', size: 1n }
  if (rule.unit !== 'seconds' || !/^\d+$/.test(value)) return OWN
  const amount = BigInt(value)
  return TIMES.find(({ size }) => amount >= size && amount % size === 0n) ?? OWN
}

/** A value as it stands in payloads and histories, in words: `9,000 coins`, `3 days`, `2%`. What is no value stays as it is. */
export function formatRuleValue(
  rule: RuleShape | undefined,
  text: string,
  t: Translate,
  format: Format,
): string {
  if (rule === undefined) return text === '' ? t('rule.nobody') : text
  if (rule.type === 'flag') return t(text === 'true' ? 'rule.on' : 'rule.off')
  if (rule.type === 'addresses') return text === '' ? t('rule.nobody') : text.replaceAll(',', ', ')
  if (!/^\d+$/.test(text)) return text
  const measure = measureOf(rule, text)
  if (measure.id === 'percent') {
    return format.basisPoints(Number((BigInt(text) * 100n) / measure.size))
  }
  const figure = format.decimal(toPlainDecimal(BigInt(text), measure.size))
  if (measure.id === 'own') {
    const unit = unitWord(rule.unit, t, Number(text))
    return unit === '' ? figure : t('rule.withUnit', { figure, unit })
  }
  return t(`rule.measured.${measure.id}`, { figure, count: measureCount(text, measure) })
}

/** Plural form of a figure: one only for exactly one. */
function measureCount(text: string, { size }: Measure): number {
  return BigInt(text) === size ? 1 : 2
}

/** The unit of a rule in the language that is shown; as it is where it has no translation. */
function unitWord(unit: string, t: Translate, count: number): string {
  const key = unit.replaceAll(' ', '-')
  return t(`units.${key}` as 'units.epochs', { count, defaultValue: unit })
}

/** What is to be written into a field for a value, such as “in coins”. */
export function measureWord(rule: RuleShape, value: string, t: Translate): string {
  const measure = measureOf(rule, value)
  return measure.id === 'own' ? unitWord(rule.unit, t, 2) : t(`rule.measure.${measure.id}`)
}

/** A value as somebody would write it into the field of its rule, whose value now is `expected`: what `readRuleValue` reads. */
export function writeRuleValue(
  rule: RuleShape | undefined,
  expected: string,
  value: string,
  format: Format,
): string {
  if (rule === undefined || !/^\d+$/.test(value)) return value
  return format.decimal(toPlainDecimal(BigInt(value), measureOf(rule, expected).size))
}

/** An amount as somebody would write it into a field of coins. */
export function writeCoins(amountRau: bigint, format: Format): string {
  return format.decimal(toPlainDecimal(amountRau, RAU_PER_COIN))
}

/** What was written, as it goes on chain, or which sentence says what is wrong. `value` is the one that the rule has now. */
export function readRuleValue(
  rule: RuleShape,
  value: string,
  written: string,
  format: Format,
): { readonly value: string } | { readonly problem: RuleProblem } {
  const text = written.trim()
  if (text === '' && rule.type !== 'addresses') return { problem: 'empty' }
  if (rule.type === 'flag') {
    return text === 'true' || text === 'false' ? { value: text } : { problem: 'choice' }
  }
  if (rule.type === 'choice') {
    return rule.choices?.includes(text) === true ? { value: text } : { problem: 'choice' }
  }
  if (rule.type === 'addresses') return readAddresses(rule, text)
  const amount = parseDecimalText(text, measureOf(rule, value).size, format.locale)
  if (amount === undefined) return { problem: 'number' }
  const isWithin =
    (rule.min === null || amount >= BigInt(rule.min)) &&
    (rule.max === null || amount <= BigInt(rule.max))
  return isWithin ? { value: amount.toString() } : { problem: 'bounds' }
}

export type RuleProblem = 'empty' | 'number' | 'bounds' | 'choice' | 'addresses'

/** Addresses in any order and case, separated by commas or spaces, into the one order that the chain takes. */
function readAddresses(rule: RuleShape, text: string) {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '')
  const addresses = parts.map((part) => parseHexAddress(part))
  const isGood = addresses.every((address) => address !== undefined)
  const most = rule.max === null ? parts.length : Number(rule.max)
  if (!isGood || parts.length > most) return { problem: 'addresses' } as const
  return { value: [...new Set(addresses)].sort().join(',') }
}
