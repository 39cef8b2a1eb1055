import { useCallback, useState } from 'react'
import {
  type Draft,
  type DraftPlace,
  EMPTY_DRAFT,
  forgetDraft,
  keepDraft,
  readDraft,
} from './draft.ts'
import type { ProposeSearch } from './propose-search.ts'

/** The draft of this browser; every change of it is kept. A link may choose its kind, or name what it is to change. */
export function useDraft(
  { chainId, revised }: DraftPlace,
  /** What an empty draft has: that of the proposal which is revised. */
  start: Draft,
  search: ProposeSearch,
) {
  const [draft, setDraft] = useState<Draft>(() =>
    withSearch(readDraft({ chainId, revised }) ?? start, search),
  )
  const change = useCallback(
    (part: Partial<Draft>) => {
      setDraft((before) => {
        const after = { ...before, ...part }
        keepDraft({ chainId, revised }, after)
        return after
      })
    },
    [chainId, revised],
  )
  const clear = useCallback(() => {
    forgetDraft({ chainId, revised })
    setDraft(revised === undefined ? EMPTY_DRAFT : start)
  }, [chainId, revised, start])
  return { draft, change, clear }
}

/** A draft with what a link asks for. */
function withSearch(draft: Draft, { kind, rule, target }: ProposeSearch): Draft {
  if (target !== undefined) return { ...draft, kind: 'cancel', target: String(target) }
  if (rule === undefined) return kind === undefined ? draft : { ...draft, kind }
  const isThere = draft.changes.some(({ name }) => name === rule)
  const changes = isThere ? draft.changes : [...draft.changes, { name: rule, written: '' }]
  return { ...draft, kind: 'policy', changes }
}
