import type { Draft } from './draft.ts'
import type { DraftProblem } from './read-draft.ts'

/** What each group of fields shows and changes. */
export interface FieldsProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  /** Empty until the person has asked for a check. */
  readonly problems: readonly DraftProblem[]
}
