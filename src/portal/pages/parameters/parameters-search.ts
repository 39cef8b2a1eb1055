import { present, readChoice, readFlag, readText } from '../../app/search-params.ts'

export const RULE_CLASSES = ['policy', 'technical', 'meta'] as const

/** What the list of rules shows, and which rule is open. */
export interface ParametersSearch {
  readonly rule?: string
  readonly search?: string
  readonly class?: (typeof RULE_CLASSES)[number]
  /** Only those that were changed, or are about to be. */
  readonly changed?: boolean
}

export function readParametersSearch(raw: Readonly<Record<string, unknown>>): ParametersSearch {
  const rule = readText(raw, 'rule', 64)
  return present<ParametersSearch>({
    rule: rule !== undefined && /^[A-Za-z0-9]+$/.test(rule) ? rule : undefined,
    search: readText(raw, 'search', 60),
    class: readChoice(raw, 'class', RULE_CLASSES),
    changed: readFlag(raw, 'changed') === true ? true : undefined,
  })
}
