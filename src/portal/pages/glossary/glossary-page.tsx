import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import type { TermId } from '../../glossary/term.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import styles from './glossary.module.css'
import { TERM_GROUPS, TERM_PLACES } from './terms.ts'

const TERM_IDS = Object.keys(TERM_PLACES) as readonly TermId[]

/** All words of the network in one place, by subject, with where to read on. */
export function GlossaryPage() {
  const { t } = useTranslation('glossaryPage')
  const { t: tTerm } = useTranslation('glossary')
  const format = useFormat()
  const [text, setText] = useState('')
  const found = TERM_IDS.filter((id) => matches(id, text, tTerm, format.locale))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className={classes(styles.find)}>
        <TextField
          label={t('find')}
          type="search"
          value={text}
          onChange={setText}
          autoComplete="off"
          maxLength={60}
        />
        <p role="status">
          {found.length === 0
            ? t('none')
            : t('found', { count: found.length, value: format.integer(found.length) })}
        </p>
      </div>
      {TERM_GROUPS.map((group) => (
        <TermGroup
          key={group}
          title={t(`groups.${group}`)}
          ids={found.filter((id) => TERM_PLACES[id].group === group)}
        />
      ))}
    </Page>
  )
}

function matches(id: TermId, text: string, t: TFunction<'glossary'>, locale: string): boolean {
  const wanted = text.trim().toLocaleLowerCase(locale)
  const words = `${t(`${id}.name`)} ${t(`${id}.text`)}`
  return words.toLocaleLowerCase(locale).includes(wanted)
}

/** Words of a subject in the order of the alphabet. */
function TermGroup({ title, ids }: { readonly title: string; readonly ids: readonly TermId[] }) {
  const { t } = useTranslation('glossaryPage')
  const { t: tTerm } = useTranslation('glossary')
  const { locale } = useFormat()
  if (ids.length === 0) return null
  const sorted = [...ids].sort((left, right) =>
    tTerm(`${left}.name`).localeCompare(tTerm(`${right}.name`), locale),
  )
  return (
    <Panel title={title}>
      <dl className={classes(styles.terms)}>
        {sorted.map((id) => {
          const { to, document } = TERM_PLACES[id]
          return (
            <div key={id} id={id} className={classes(styles.term)}>
              <dt>
                <dfn>{tTerm(`${id}.name`)}</dfn>
              </dt>
              <dd>
                <p>{tTerm(`${id}.text`)}</p>
                <p className={classes(styles.more)}>
                  <Link to={to}>{t(`places.${to}`)}</Link>
                  <code>{document}</code>
                </p>
              </dd>
            </div>
          )
        })}
      </dl>
    </Panel>
  )
}
