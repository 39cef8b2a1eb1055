import { present, readChoice, readNumber, readText } from '../../app/search-params.ts'
import { COMMAND_KINDS, EDITED_KINDS } from './draft.ts'

/** Far beyond any number of a proposal. */
const MAX_PROPOSAL = 999_999_999

/** What a link to the editor may ask for: a kind, a rule to change, a proposal to stop, or an own one to revise. */
export interface ProposeSearch {
  readonly kind?: (typeof EDITED_KINDS)[number] | (typeof COMMAND_KINDS)[number]
  readonly rule?: string
  /** Number of the proposal that a counter-vote is to stop. */
  readonly target?: number
  /** Number of the proposal that is to be revised. */
  readonly revise?: number
}

export function readProposeSearch(raw: Readonly<Record<string, unknown>>): ProposeSearch {
  const rule = readText(raw, 'rule', 64)
  return present<ProposeSearch>({
    kind: readChoice(raw, 'kind', [...EDITED_KINDS, ...COMMAND_KINDS]),
    rule: rule !== undefined && /^[A-Za-z0-9]+$/.test(rule) ? rule : undefined,
    target: readNumber(raw, 'target', MAX_PROPOSAL),
    revise: readNumber(raw, 'revise', MAX_PROPOSAL),
  })
}
