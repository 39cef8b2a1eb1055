import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/field.tsx'
import type { FieldsProps } from './fields.ts'
import { useProblemWords } from './problem-list.tsx'

/** Whom a directive asks, and until when. What for stands in its text. */
export function DirectiveFields({ draft: { assignee, due }, change, problems }: FieldsProps) {
  const { t } = useTranslation('propose')
  const wordsOf = useProblemWords(problems)
  return (
    <>
      <TextField
        label={t('fields.assignee')}
        value={assignee}
        onChange={(text) => change({ assignee: text })}
        maxLength={42}
        placeholder="0x…"
        error={wordsOf('assignee')}
      />
      <TextField
        label={t('fields.due')}
        value={due}
        onChange={(text) => change({ due: text })}
        maxLength={6}
        inputMode="numeric"
        error={wordsOf('due')}
      />
    </>
  )
}
