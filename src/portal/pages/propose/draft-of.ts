import type { Schemas } from '../../data/queries.ts'
import type { Format } from '../../format/create-format.ts'
import { writeCoins, writeRuleValue } from '../../governance/rule-value.ts'
import type { Rule } from '../../governance/use-rules.ts'
import { type Draft, EMPTY_DRAFT } from './draft.ts'

/** A proposal as it would stand in the fields of the editor, so that it can be revised. */
export function draftOf(
  { title, text, payload }: Pick<Schemas['Proposal'], 'title' | 'text' | 'payload'>,
  rules: ReadonlyMap<string, Rule>,
  format: Format,
): Draft {
  const draft = { ...EMPTY_DRAFT, kind: payload.kind, title, text }
  switch (payload.kind) {
    case 'policy':
      return {
        ...draft,
        sunset: String(payload.sunsetEpochs),
        changes: payload.sets.map(({ name, expected, value }) => ({
          name,
          written: writeRuleValue(rules.get(name), expected, value, format),
        })),
      }
    case 'treasury':
      return {
        ...draft,
        payments: payload.payments.map(({ to, perEpochRau, epochs }) => ({
          to,
          perEpoch: writeCoins(BigInt(perEpochRau), format),
          epochs: String(epochs),
        })),
      }
    case 'directive':
      return { ...draft, assignee: payload.assignee, due: String(payload.dueEpochs) }
    case 'cancel':
      return { ...draft, target: String(payload.proposal) }
    default:
      return draft
  }
}
