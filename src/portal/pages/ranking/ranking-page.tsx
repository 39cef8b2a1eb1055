import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { networkQuery, rankingQuery, type Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Boules, BoulesKey } from '../../ui/boules.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RankingTable } from './ranking-table.tsx'
import { WhatIf } from './what-if.tsx'

/** The ranking of now, and whom the next election would seat. */
export function RankingPage() {
  const { t } = useTranslation('ranking')
  const query = useQuery(rankingQuery)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <QueryState query={query} lines={14}>
        {(ranking) => (
          <>
            <Projection ranking={ranking} />
            <WhatIf ranking={ranking} />
            <Panel title={t('all')}>
              <RankingTable ranking={ranking} />
            </Panel>
          </>
        )}
      </QueryState>
    </Page>
  )
}

function Projection({ ranking }: { readonly ranking: Schemas['Ranking'] }) {
  const { t } = useTranslation('ranking')
  const format = useFormat()
  const { data: network } = useQuery(networkQuery)
  const { entries, frozen, epoch, height, electionHeight, seats, producers } = ranking
  const seated = entries.filter(({ projectedRole }) =>
    ['producer', 'verifier'].includes(projectedRole),
  )
  const left =
    network === undefined ? '' : format.duration((electionHeight - height) * network.epoch.paceMs)
  return (
    <Panel title={t('projected', { epoch: format.integer(epoch + 1) })} aside={<BoulesKey />}>
      <Notice kind={frozen ? 'good' : 'info'}>
        <p>
          {frozen
            ? t('frozen', { height: format.integer(electionHeight) })
            : t('open', { height: format.integer(electionHeight), left })}
        </p>
      </Notice>
      <Boules
        label={t('projected', { epoch: format.integer(epoch + 1) })}
        seats={seated.map(({ delegate, name, projectedRole }) => ({
          id: delegate,
          name,
          isProducer: projectedRole === 'producer',
        }))}
      />
      <p>
        {t('numbers', {
          seats: format.integer(seats),
          producers: format.integer(producers),
          height: format.integer(height),
        })}
      </p>
    </Panel>
  )
}
