import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseCoins } from '#sdk/units/parse-coins.ts'
import { present } from '../../app/search-params.ts'
import { type Schemas, whatIfQuery } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Facts } from '../../ui/facts.tsx'
import { Select, TextField } from '../../ui/field.tsx'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { DelegateLink } from '../../ui/values.tsx'
import { RoleBadge } from '../delegates/role-badge.tsx'
import styles from './ranking.module.css'

const route = getRouteApi('/ranking')

/** What more or fewer votes for somebody would change. The question is in the address. */
export function WhatIf({ ranking }: { readonly ranking: Schemas['Ranking'] }) {
  const { t } = useTranslation('ranking')
  const { delegate = ranking.entries[0]?.name ?? '', delta = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const [text, setText] = useState(delta)
  const deltaRau = parseDelta(text)
  const asked = parseDelta(delta)
  return (
    <Panel title={t('whatIf')}>
      <form
        className={classes(styles.form)}
        onSubmit={(event) => {
          event.preventDefault()
          if (deltaRau === undefined) return
          void navigate({ search: { delegate, delta: text.trim() }, replace: true })
        }}
      >
        <Select
          label={t('delegate')}
          value={delegate}
          options={ranking.entries.map(({ name }) => [name, name])}
          onChange={(name) =>
            void navigate({
              search: present({ delegate: name, delta: delta === '' ? undefined : delta }),
              replace: true,
            })
          }
        />
        <TextField
          label={t('moreVotes')}
          hint={t('moreVotesHint')}
          value={text}
          onChange={setText}
          maxLength={20}
          error={text.trim() !== '' && deltaRau === undefined ? t('badVotes') : undefined}
        />
        <Button type="submit" isDisabled={deltaRau === undefined}>
          {t('ask')}
        </Button>
      </form>
      <div role="status">
        {asked === undefined ? null : <Answer delegate={delegate} deltaRau={asked} />}
      </div>
    </Panel>
  )
}

function Answer({ delegate, deltaRau }: { readonly delegate: string; readonly deltaRau: bigint }) {
  const { t } = useTranslation('ranking')
  const format = useFormat()
  const query = useQuery(whatIfQuery(delegate, deltaRau))
  const rank = (place: Schemas['RankingWhatIf']['before']): string =>
    place.rank === null ? t('noRank') : format.integer(place.rank)
  return (
    <QueryState query={query} lines={3}>
      {(answer) => (
        <Facts
          items={[
            [t('rank'), t('change', { before: rank(answer.before), after: rank(answer.after) })],
            [
              t('next'),
              <>
                <RoleBadge role={answer.before.projectedRole} /> <span aria-hidden="true">→</span>{' '}
                <RoleBadge role={answer.after.projectedRole} />
              </>,
            ],
            [t('entering'), <Names key="names" delegates={answer.entering} />],
            [t('leaving'), <Names key="names" delegates={answer.leaving} />],
            [t('drawnToo'), <Names key="names" delegates={answer.drawnNow} />],
            [t('drawnNoMore'), <Names key="names" delegates={answer.notDrawnNow} />],
          ]}
        />
      )}
    </QueryState>
  )
}

function Names({ delegates }: { readonly delegates: readonly Schemas['DelegateReference'][] }) {
  const { t } = useTranslation('ranking')
  if (delegates.length === 0) return t('nobody')
  return delegates.map((delegate, index) => (
    <Fragment key={delegate.id}>
      {index === 0 ? '' : ', '}
      <DelegateLink delegate={delegate} />
    </Fragment>
  ))
}

/** Votes as text, perhaps below nothing; undefined when it is no amount. */
function parseDelta(text: string): bigint | undefined {
  const trimmed = text.trim()
  const isNegative = /^[-−]/.test(trimmed)
  try {
    const amountRau = parseCoins(trimmed.replace(/^[-−+]/, ''))
    return isNegative ? -amountRau : amountRau
  } catch {
    return undefined
  }
}
