import { type Address, parseHexAddress } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { RULE_TABLE, type RuleName, type Rules } from './rule-table.ts'

/** Whether `name` is a rule. */
export function isRuleName(name: string): name is RuleName {
  return Object.hasOwn(RULE_TABLE, name)
}

/** A value as it stands in genesis files and in the history of rules: whole numbers and amounts in decimal, flags as words. */
export function formatRuleValue(value: Rules[RuleName]): string {
  return `${value}`
}

/** Why a text is no value of a rule. */
export interface RuleValueProblem {
  readonly problem: string
}

/**
 * Reads a rule's value from text, within its bounds.
 * Returns the value, or the problem in words that name unit and bounds.
 */
export function parseRuleValue(
  name: RuleName,
  text: string,
): { readonly value: Rules[RuleName] } | RuleValueProblem {
  const rule = RULE_TABLE[name]
  if (rule.type === 'flag') {
    if (text === 'true' || text === 'false') return { value: text === 'true' }
    return { problem: `must be true or false, not ${quote(text)}` }
  }
  if (rule.type === 'choice') {
    const choices: readonly string[] = rule.choices
    if (choices.includes(text)) return { value: text as Rules[RuleName] }
    return { problem: `must be one of ${choices.join(', ')}, not ${quote(text)}` }
  }
  if (rule.type === 'addresses') {
    const list = parseAddressList(text)
    if (list !== undefined && list.length <= rule.max) return { value: text as Rules[RuleName] }
    return {
      problem: `must be at most ${rule.max} lower-case addresses in ascending order, separated by commas, not ${quote(text)}`,
    }
  }
  const digits = parseDecimal(text)
  if (digits === undefined || digits < BigInt(rule.min) || digits > BigInt(rule.max)) {
    return {
      problem: `must be a whole number of ${rule.unit} from ${rule.min} to ${rule.max}, not ${quote(text)}`,
    }
  }
  return { value: rule.type === 'whole' ? Number(digits) : digits }
}

function quote(text: string): string {
  return `"${text.slice(0, 80)}"`
}

/** Decimal digits to an integer; undefined for anything else, leading zeros and signs included. */
export function parseDecimal(text: string): bigint | undefined {
  if (text.length === 0 || text.length > 78) return undefined
  if (text.length > 1 && text[0] === '0') return undefined
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return undefined
  }
  return BigInt(text)
}

/** The addresses of a rule's text, which are ascending, lower-case and separated by commas; undefined for any other text. */
export function parseAddressList(text: string): readonly Address[] | undefined {
  if (text === '') return []
  const list: Address[] = []
  for (const part of text.split(',')) {
    const address = parseHexAddress(part)
    const last = list.at(-1)
    if (address === undefined || address !== part) return undefined
    if (last !== undefined && last >= address) return undefined
    list.push(address)
  }
  return list
}

/** Recorded changes to values. They were checked before they were recorded, so a bad one is an error of the program. */
export function parseRuleChanges(
  changes: readonly { readonly name: string; readonly value: string }[],
): Partial<Rules> {
  const values: Record<string, Rules[RuleName]> = {}
  for (const change of changes) {
    assert(isRuleName(change.name), `recorded rule ${change.name} is known`)
    const parsed = parseRuleValue(change.name, change.value)
    assert('value' in parsed, `recorded value of ${change.name} is good`)
    values[change.name] = parsed.value
  }
  return values
}

/** Values to the recorded form, in the order of the table. */
export function formatRuleChanges(
  values: Partial<Rules>,
): { readonly name: RuleName; readonly value: string }[] {
  const changes: { name: RuleName; value: string }[] = []
  for (const name in RULE_TABLE) {
    const value = values[name as RuleName]
    if (value !== undefined) changes.push({ name: name as RuleName, value: formatRuleValue(value) })
  }
  return changes
}
