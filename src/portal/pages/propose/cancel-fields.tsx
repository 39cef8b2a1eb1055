import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { plainLine } from '#sdk/governance/plain-words.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { StateBadge } from '../../governance/state.tsx'
import { TextField } from '../../ui/field.tsx'
import type { FieldsProps } from './fields.ts'
import { useProblemWords } from './problem-list.tsx'

/** The proposal that is to be stopped, by its number. `target` is the one that was found. */
export function CancelFields({
  draft,
  change,
  problems,
  target,
}: FieldsProps & { readonly target: Schemas['Proposal'] | undefined }) {
  const { t } = useTranslation('propose')
  const { t: tGovernance } = useTranslation('governance')
  const format = useFormat()
  const wordsOf = useProblemWords(problems)
  return (
    <>
      <TextField
        label={t('fields.target')}
        value={draft.target}
        onChange={(text) => change({ target: text })}
        maxLength={9}
        inputMode="numeric"
        error={wordsOf('target')}
      />
      {target === undefined ? null : (
        <p role="status">
          <Link to="/proposals/$id" params={{ id: String(target.id) }}>
            {tGovernance('titled', {
              number: tGovernance('numbered', { id: format.integer(target.id) }),
              title: plainLine(target.title),
            })}
          </Link>{' '}
          <StateBadge state={target.state} />
        </p>
      )}
    </>
  )
}
