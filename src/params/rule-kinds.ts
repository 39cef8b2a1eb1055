/**
 * Every threshold of the state machine is a rule: a value with a unit, bounds and a class, fixed for a height and changed only
 * at an epoch boundary. The class says what kind of decision may change it later: `policy` by an ordinary proposal,
 * `technical` with a software change, `meta` with the stricter majority.
 */
export type RuleClass = 'policy' | 'technical' | 'meta'

interface Described {
  readonly unit: string
  readonly class: RuleClass
  readonly meaning: string
}

export interface WholeRule extends Described {
  readonly type: 'whole'
  readonly min: number
  readonly max: number
}
export interface AmountRule extends Described {
  readonly type: 'amount'
  readonly min: bigint
  readonly max: bigint
}
export interface FlagRule extends Described {
  readonly type: 'flag'
}
export interface ChoiceRule<T extends string> extends Described {
  readonly type: 'choice'
  readonly choices: readonly T[]
}
/** A list of addresses, as text: lower-case, ascending, separated by commas; empty for none. */
export interface AddressesRule extends Described {
  readonly type: 'addresses'
  /** Most addresses. */
  readonly max: number
}

export function whole(
  unit: string,
  min: number,
  max: number,
  meaning: string,
  kind: RuleClass = 'policy',
): WholeRule {
  return { type: 'whole', unit, min, max, class: kind, meaning }
}

export function amount(
  max: bigint,
  meaning: string,
  kind: RuleClass = 'policy',
  min = 0n,
): AmountRule {
  return { type: 'amount', unit: 'Rau', min, max, class: kind, meaning }
}

export function flag(meaning: string, kind: RuleClass = 'policy'): FlagRule {
  return { type: 'flag', unit: 'flag', class: kind, meaning }
}

export function choice<T extends string>(
  choices: readonly T[],
  meaning: string,
  kind: RuleClass = 'technical',
): ChoiceRule<T> {
  return { type: 'choice', unit: 'choice', choices, class: kind, meaning }
}

export function addresses(max: number, meaning: string, kind: RuleClass = 'meta'): AddressesRule {
  return { type: 'addresses', unit: 'addresses', max, class: kind, meaning }
}
