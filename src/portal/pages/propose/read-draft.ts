import { parseHexAddress } from '#base/address.ts'
import { RAU_PER_COIN } from '#base/integers.ts'
import { PROPOSAL_CLASSES, type ProposalClass } from '#sdk/governance/names.ts'
import type { Payload } from '#sdk/governance/payload.ts'
import { countBytes } from '../../format/count-bytes.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import type { Format } from '../../format/create-format.ts'
import { readRuleValue, type RuleProblem } from '../../governance/rule-value.ts'
import { ruleText, type Rule } from '../../governance/use-rules.ts'
import type { Draft } from './draft.ts'

/** Limits of the chain that need no look at its state. */
export const MAX_TITLE_BYTES = 80
const MAX_EPOCHS = 10_000n
const MAX_PAYMENT_RAU = 1_000_000_000n * RAU_PER_COIN
/** Rows of an editor: what fits into a payload with room to spare. */
export const MAX_ROWS = 32

export type ProblemCode =
  | 'title'
  | 'text'
  | 'noChanges'
  | 'twice'
  | 'unchanged'
  | 'unknownRule'
  | 'address'
  | 'amount'
  | 'epochs'
  | 'noPayments'
  | 'target'
  | `value.${RuleProblem}`

/** What is wrong with a field, named as in `changes.0`. */
export interface DraftProblem {
  readonly field: string
  readonly code: ProblemCode
}

export interface ReadDraft {
  /** Undefined as long as something of it is wrong. */
  readonly payload: Payload | undefined
  readonly class: ProposalClass | undefined
  readonly problems: readonly DraftProblem[]
}

/** The value that a change starts from: the one in force, or the one that is decided already. */
export function expectedOf(rule: Rule): string {
  return ruleText(rule.next?.value ?? rule.value)
}

/** The proposal that a counter-vote stops. */
export interface DraftTarget {
  readonly id: number
  readonly class: ProposalClass
}

/** What a draft asks for, and everything that is wrong with it. `target` is undefined as long as it is not found. */
export function readDraftContent(
  draft: Draft,
  rules: ReadonlyMap<string, Rule>,
  format: Format,
  target?: DraftTarget,
): ReadDraft {
  const problems = [...checkWords(draft, rules)]
  const complain = (field: string, code: ProblemCode): void => {
    problems.push({ field, code })
  }
  const found = problems.length
  const payload =
    draft.kind === 'cancel'
      ? readCancel(target, complain)
      : readPayload(draft, rules, format, complain)
  const isGood = problems.length === found
  return {
    payload: isGood ? payload : undefined,
    class: draft.kind === 'cancel' ? target?.class : classOf(draft, rules),
    problems,
  }
}

function* checkWords(
  { title, text }: Draft,
  rules: ReadonlyMap<string, Rule>,
): Iterable<DraftProblem> {
  const titleBytes = countBytes(title.trim())
  if (titleBytes < 1 || titleBytes > MAX_TITLE_BYTES) yield { field: 'title', code: 'title' }
  if (countBytes(text) > maxTextBytes(rules)) yield { field: 'text', code: 'text' }
}

/** Longest text that the chain takes. */
export function maxTextBytes(rules: ReadonlyMap<string, Rule>): number {
  const rule = rules.get('maxTextBytes')
  return rule === undefined ? Number.MAX_SAFE_INTEGER : Number(rule.value)
}

type Complain = (field: string, code: ProblemCode) => void

function readPayload(
  draft: Draft,
  rules: ReadonlyMap<string, Rule>,
  format: Format,
  complain: Complain,
): Payload | undefined {
  const { kind } = draft
  if (kind === 'policy') return readPolicy(draft, rules, format, complain)
  if (kind === 'treasury') return readTreasury(draft, format, complain)
  if (kind !== 'directive') return undefined
  return {
    kind,
    assignee: readAddress(draft.assignee, 'assignee', complain),
    dueEpochs: readEpochs(draft.due, 'due', 1n, format, complain),
  }
}

function readCancel(target: DraftTarget | undefined, complain: Complain): Payload | undefined {
  if (target === undefined) complain('target', 'target')
  return target === undefined ? undefined : { kind: 'cancel', proposal: target.id }
}

function readPolicy(
  { changes, sunset }: Draft,
  rules: ReadonlyMap<string, Rule>,
  format: Format,
  complain: Complain,
): Payload {
  if (changes.length === 0) complain('changes', 'noChanges')
  const seen = new Set<string>()
  const sets = changes.map(({ name, written }, at) => {
    const field = `changes.${at}`
    const rule = rules.get(name)
    if (rule === undefined) {
      complain(field, 'unknownRule')
      return { name, expected: '', value: '' }
    }
    if (seen.has(name)) complain(field, 'twice')
    seen.add(name)
    const expected = expectedOf(rule)
    const read = readRuleValue(rule, expected, written, format)
    if ('problem' in read) {
      complain(field, `value.${read.problem}`)
      return { name, expected, value: '' }
    }
    if (read.value === expected) complain(field, 'unchanged')
    return { name, expected, value: read.value }
  })
  return {
    kind: 'policy',
    sets,
    sunsetEpochs: readEpochs(sunset, 'sunset', 0n, format, complain),
  }
}

function readTreasury({ payments }: Draft, format: Format, complain: Complain): Payload {
  if (payments.length === 0) complain('payments', 'noPayments')
  return {
    kind: 'treasury',
    payments: payments.map(({ to, perEpoch, epochs }, at) => {
      const amount = parseDecimalText(perEpoch, RAU_PER_COIN, format.locale)
      const isAmount = amount !== undefined && amount > 0n && amount <= MAX_PAYMENT_RAU
      if (!isAmount) complain(`payments.${at}.perEpoch`, 'amount')
      return {
        to: readAddress(to, `payments.${at}.to`, complain),
        perEpochRau: amount ?? 0n,
        epochs: readEpochs(epochs, `payments.${at}.epochs`, 1n, format, complain),
      }
    }),
  }
}

function readAddress(text: string, field: string, complain: Complain): `0x${string}` {
  const address = parseHexAddress(text.trim())
  if (address === undefined) complain(field, 'address')
  return address ?? '0x'
}

function readEpochs(
  text: string,
  field: string,
  least: bigint,
  { locale }: Format,
  complain: Complain,
): number {
  const count = parseDecimalText(text, 1n, locale)
  if (count !== undefined && count >= least && count <= MAX_EPOCHS) return Number(count)
  complain(field, 'epochs')
  return 0
}

/** The class that follows from what is changed: nobody chooses it. */
function classOf(
  { kind, changes }: Draft,
  rules: ReadonlyMap<string, Rule>,
): ProposalClass | undefined {
  if (kind === 'directive') return 'directive'
  if (kind === 'treasury') return 'policy'
  if (kind !== 'policy') return undefined
  const places = changes.map(({ name }) => {
    const rule = rules.get(name)
    return rule === undefined ? 0 : PROPOSAL_CLASSES.indexOf(rule.class)
  })
  return places.length === 0 ? undefined : PROPOSAL_CLASSES[Math.max(...places)]
}
