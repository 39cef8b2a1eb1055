import { present, readChoice, readText } from '../../app/search-params.ts'
import { COMMAND_KINDS, EDITED_KINDS } from './draft.ts'

/** What a link to the editor may ask for: a kind, or a rule to change. */
export interface ProposeSearch {
  readonly kind?: (typeof EDITED_KINDS)[number] | (typeof COMMAND_KINDS)[number]
  readonly rule?: string
}

export function readProposeSearch(raw: Readonly<Record<string, unknown>>): ProposeSearch {
  const rule = readText(raw, 'rule', 64)
  return present<ProposeSearch>({
    kind: readChoice(raw, 'kind', [...EDITED_KINDS, ...COMMAND_KINDS]),
    rule: rule !== undefined && /^[A-Za-z0-9]+$/.test(rule) ? rule : undefined,
  })
}
