import { useCallback, useState } from 'react'
import { type Draft, EMPTY_DRAFT, forgetDraft, keepDraft, readDraft } from './draft.ts'
import type { ProposeSearch } from './propose-search.ts'

/** The draft of this browser; every change of it is kept. A link may add a rule to it, or choose the kind. */
export function useDraft(chainId: number, { kind, rule }: ProposeSearch) {
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = readDraft(chainId)
    if (rule === undefined) return kind === undefined ? kept : { ...kept, kind }
    const isThere = kept.changes.some(({ name }) => name === rule)
    const changes = isThere ? kept.changes : [...kept.changes, { name: rule, written: '' }]
    return { ...kept, kind: 'policy', changes }
  })
  const change = useCallback(
    (part: Partial<Draft>) => {
      setDraft((before) => {
        const after = { ...before, ...part }
        keepDraft(chainId, after)
        return after
      })
    },
    [chainId],
  )
  const clear = useCallback(() => {
    forgetDraft(chainId)
    setDraft(EMPTY_DRAFT)
  }, [chainId])
  return { draft, change, clear }
}
