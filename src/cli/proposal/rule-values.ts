import { RULE_TABLE, type RuleName } from '#params/rule-table.ts'
import { formatRuleValue, parseRuleValue } from '#params/rule-text.ts'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { parseCoins } from '#sdk/units/parse-coins.ts'
import { whole } from '../words.ts'

/** A value as it goes on chain, or what is wrong with it. */
export type ReadValue = { readonly value: string } | { readonly problem: string }

const SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: 86_400,
}
/** Units whose values people say in percent, and how many of them are one. */
const PER_PERCENT: Readonly<Record<string, number>> = { 'basis points': 100, permille: 10 }
const NUMBER = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,4}))?\s*(.*)$/

/**
 * Reads a value as people write it: `9,000 coins` for amounts, `2 days` for times, `5 %` for parts, plain numbers for the rest.
 * Checks the bounds of the rule.
 */
export function readRuleValue(name: RuleName, input: unknown): ReadValue {
  if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'boolean') {
    return { problem: 'must be a text, a number, true or false' }
  }
  const value = toRuleText(name, String(input).trim())
  if (typeof value !== 'string') return value
  const parsed = parseRuleValue(name, value)
  return 'value' in parsed ? { value: formatRuleValue(parsed.value) } : parsed
}

function toRuleText(name: RuleName, text: string): string | { readonly problem: string } {
  const rule = RULE_TABLE[name]
  if (rule.type === 'amount') return toRauText(text)
  if (rule.type !== 'whole') return text
  const match = NUMBER.exec(text)
  if (match === null) return text
  const [, integer = '', fraction = '', unit = ''] = match
  const factor = factorOf(rule.unit, unit)
  if (factor === undefined) {
    return { problem: `must be ${unitText(rule.unit)}, not "${text.slice(0, 80)}"` }
  }
  const scaled = BigInt(integer.replaceAll(',', '') + fraction) * BigInt(factor)
  const divisor = 10n ** BigInt(fraction.length)
  return scaled % divisor === 0n
    ? (scaled / divisor).toString()
    : { problem: `must be a whole number of ${rule.unit}, not "${text.slice(0, 80)}"` }
}

function toRauText(text: string): string | { readonly problem: string } {
  const rau = /^([\d,]+)\s*Rau$/i.exec(text)?.[1]
  if (rau !== undefined) return rau.replaceAll(',', '')
  const problem = { problem: `must be coins, such as "9,000 coins", not "${text.slice(0, 80)}"` }
  if (!/coins?$/.test(text)) return problem
  try {
    return parseCoins(text).toString()
  } catch {
    return problem
  }
}

/** How many of the rule's unit one of what people wrote is; undefined for a unit that does not fit. */
function factorOf(unit: string, written: string): number | undefined {
  if (written === '' || written === unit || `${written}s` === unit) return 1
  const percent = PER_PERCENT[unit]
  if (percent !== undefined && (written === '%' || written === 'percent')) return percent
  if (unit === 'percent' && written === '%') return 1
  if (unit === 'seconds') return SECONDS[written.replace(/s$/, '')]
  if (unit === 'ms') return written === 's' || /^seconds?$/.test(written) ? 1_000 : undefined
  return undefined
}

function unitText(unit: string): string {
  if (unit === 'seconds') return 'seconds, minutes, hours or days'
  if (unit === 'ms') return 'ms or seconds'
  return unit in PER_PERCENT ? `${unit} or percent` : unit
}

/** A value in words, such as `9,000 coins`, `3 days` or `2 %`. What is no value of the rule stays as it is. */
export function formatRuleText(name: string, text: string): string {
  const rule = Object.hasOwn(RULE_TABLE, name) ? RULE_TABLE[name as RuleName] : undefined
  if (text === '') return 'nobody'
  if (rule === undefined || !/^\d+$/.test(text)) return text
  if (rule.type === 'amount') {
    const coins = formatCoins(BigInt(text))
    return coins === '1' ? '1 coin' : `${coins} coins`
  }
  const value = Number(text)
  const percent = PER_PERCENT[rule.unit]
  if (percent !== undefined) return `${value / percent} %`
  if (rule.unit === 'percent') return `${value} %`
  if (rule.unit === 'ms' && value % 1_000 === 0) return unitWords(value / 1_000, 'seconds')
  if (rule.unit === 'seconds') return timeWords(value)
  return unitWords(value, rule.unit)
}

function timeWords(seconds: number): string {
  for (const [unit, length] of Object.entries(SECONDS).toReversed()) {
    if (seconds >= length && seconds % length === 0) return unitWords(seconds / length, `${unit}s`)
  }
  return unitWords(seconds, 'seconds')
}

function unitWords(value: number, unit: string): string {
  if (unit === 'epoch') return `epoch ${whole(value)}`
  return `${whole(value)} ${value === 1 ? unit.replace(/s$/, '') : unit}`
}

/** `18,750 → 9,000 coins`: the unit once when both have the same. */
export function changeText(name: string, before: string, after: string): string {
  const left = formatRuleText(name, before)
  const right = formatRuleText(name, after)
  const unit = / [^ ]+$/.exec(right)?.[0]
  const isShared =
    unit !== undefined && left.endsWith(unit) && /^[\d.,]+$/.test(left.slice(0, -unit.length))
  return `${isShared ? left.slice(0, -unit.length) : left} → ${right}`
}
