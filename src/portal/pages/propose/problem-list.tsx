import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/notice.tsx'
import type { Draft } from './draft.ts'
import type { DraftProblem } from './read-draft.ts'

/** What is wrong with a field, in words; undefined when nothing is. */
export function useProblemWords(problems: readonly DraftProblem[]) {
  const { t } = useTranslation('propose')
  return (field: string): string | undefined => {
    const code = problems.find((each) => each.field === field)?.code
    return code === undefined ? undefined : t(`problems.${code as 'title'}`)
  }
}

/** Everything that is wrong, at one place. */
export function ProblemList({
  problems,
  draft,
}: {
  readonly problems: readonly DraftProblem[]
  readonly draft: Draft
}) {
  const { t } = useTranslation('propose')
  const wordsOf = useProblemWords(problems)

  /** The name of a field: of a rule its own, of a payment its number. */
  function nameOf(field: string): string {
    const [group = '', place] = field.split('.')
    if (group === 'changes' && place !== undefined) return draft.changes[Number(place)]?.name ?? ''
    if (group === 'payments' && place !== undefined) {
      return t('payment', { number: Number(place) + 1 })
    }
    return t(`fields.${group as 'title'}`)
  }

  return (
    <Notice kind="error">
      <p>{t('wrong', { count: problems.length })}</p>
      <ul>
        {problems.map(({ field, code }) => (
          <li key={`${field} ${code}`}>
            {t('problem', { field: nameOf(field), problem: wordsOf(field) ?? '' })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
