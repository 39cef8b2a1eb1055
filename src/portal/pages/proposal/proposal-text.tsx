import { useInfiniteQuery } from '@tanstack/react-query'
import { diffWordsWithSpace } from 'diff'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { plainText } from '#sdk/governance/plain-words.ts'
import { proposalRevisionsQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { effectSentences } from '../../governance/effect-sentences.ts'
import { useRules } from '../../governance/use-rules.ts'
import { classes } from '../../ui/classes.ts'
import { Select } from '../../ui/field.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { HashText } from '../../ui/values.tsx'
import styles from './proposal.module.css'

type Revision = Schemas['Revision']
/** Longer texts are not compared word by word: that takes time with the square of their length. */
const MAX_COMPARED = 40_000

/** The proposer’s own words, and what was changed in them from revision to revision. */
export function ProposalText({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const { id, text, revision } = proposal
  return (
    <>
      <p className={classes(styles.soft)}>{t('text.lead')}</p>
      {text.trim() === '' ? (
        <p>{t('text.none')}</p>
      ) : (
        <Markdown text={text} heading="h3" id={`proposal-${id}`} />
      )}
      {revision > 1 ? <Revisions id={id} newest={revision} /> : null}
    </>
  )
}

function Revisions({ id, newest }: { readonly id: number; readonly newest: number }) {
  const { t } = useTranslation('governance')
  const query = useInfiniteQuery(proposalRevisionsQuery(id))
  const [chosen, setChosen] = useState(newest)
  return (
    <details className={classes(styles.revisions)}>
      <summary>{t('text.revisions', { count: newest })}</summary>
      <QueryState query={query}>
        {(revisions) => (
          <>
            <Select
              label={t('text.compare')}
              value={String(chosen)}
              options={revisions
                .filter(({ revision }) => revision > 1)
                .map(({ revision }) => [
                  String(revision),
                  t('text.against', { from: revision - 1, to: revision }),
                ])}
              onChange={(value) => setChosen(Number(value))}
            />
            <Difference
              before={revisions.find(({ revision }) => revision === chosen - 1)}
              after={revisions.find(({ revision }) => revision === chosen)}
            />
          </>
        )}
      </QueryState>
    </details>
  )
}

function Difference({
  before,
  after,
}: {
  readonly before: Revision | undefined
  readonly after: Revision | undefined
}) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const rules = useRules()
  if (before === undefined || after === undefined) return null
  const effect = ({ payload }: Revision): string =>
    effectSentences(payload, rules, t, format).join('\n')
  return (
    <dl className={classes(styles.difference)}>
      <dt>{t('text.when')}</dt>
      <dd>{format.dateTime(after.timeMs)}</dd>
      <dt>{t('text.titleOf')}</dt>
      <dd>
        <Changes before={before.title} after={after.title} />
      </dd>
      <dt>{t('page.effect')}</dt>
      <dd>
        <Changes before={effect(before)} after={effect(after)} />
      </dd>
      <dt>{t('page.text')}</dt>
      <dd>
        <Changes before={before.text} after={after.text} />
      </dd>
      <dt>{t('text.hash')}</dt>
      <dd>
        <HashText hash={after.textHash} />
      </dd>
    </dl>
  )
}

/** What is new and what is gone, underlined and struck through. */
function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const { t } = useTranslation('governance')
  if (before === after) return <p className={classes(styles.soft)}>{t('text.same')}</p>
  if (before.length + after.length > MAX_COMPARED) return <p>{t('text.tooLong')}</p>
  return (
    <p className={classes(styles.changes)} dir="auto">
      {diffWordsWithSpace(plainText(before), plainText(after)).map(
        ({ value, added, removed }, at) => {
          if (added) return <ins key={at}>{value}</ins>
          return removed ? <del key={at}>{value}</del> : <span key={at}>{value}</span>
        },
      )}
    </p>
  )
}
