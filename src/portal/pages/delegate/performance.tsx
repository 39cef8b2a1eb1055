import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { delegateEpochsQuery, type Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Badge } from '../../ui/badge.tsx'
import { Chart } from '../../ui/chart.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Coins } from '../../ui/values.tsx'
import { RoleBadge } from '../delegates/role-badge.tsx'
import { toCoinsNumber } from '../../format/to-decimal-text.ts'

/** Its votes and its work, epoch by epoch. */
export function Performance({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const query = useInfiniteQuery(delegateEpochsQuery(delegate.id))
  return (
    <>
      <Panel title={t('votesOverTime')}>
        <QueryState query={query}>
          {(rows) => {
            const points = [...rows].reverse().filter(({ votesRau }) => votesRau !== null)
            return (
              <Chart
                title={t('votesPerEpoch')}
                points={points}
                pointName={t('epoch')}
                point={({ epoch }) => format.integer(epoch)}
                series={[
                  {
                    id: 'votes',
                    name: t('votes'),
                    value: ({ votesRau }) => toCoinsNumber(BigInt(votesRau ?? 0)),
                    text: ({ votesRau }) => format.coins(BigInt(votesRau ?? 0)),
                  },
                ]}
              />
            )
          }}
        </QueryState>
      </Panel>
      <Panel title={t('work')}>
        <PagedTable
          query={query}
          label={t('work')}
          csv={`/delegates/${delegate.id}/epochs`}
          rowKey={({ epoch }) => epoch}
          columns={[
            {
              id: 'epoch',
              header: t('epoch'),
              isRowName: true,
              sortValue: ({ epoch }) => epoch,
              cell: ({ epoch }) => (
                <Link to="/epochs/$epoch" params={{ epoch: String(epoch) }}>
                  {format.integer(epoch)}
                </Link>
              ),
            },
            {
              id: 'seat',
              header: t('seat'),
              cell: ({ seat, unproductive }) => (
                <>
                  <RoleBadge role={seat ?? 'none'} />
                  {unproductive ? <Badge tone="bad">{t('unproductive')}</Badge> : null}
                </>
              ),
            },
            {
              id: 'rank',
              header: t('rank'),
              isNumeric: true,
              cell: ({ rank }) => (rank === null ? t('none') : format.integer(rank)),
            },
            {
              id: 'votes',
              header: t('votes'),
              isNumeric: true,
              sortValue: ({ votesRau }) => BigInt(votesRau ?? 0),
              cell: ({ votesRau }) => <Coins rau={votesRau ?? '0'} unit="none" isShort />,
            },
            ...(['produced', 'missed', 'signed', 'absent'] as const).map((id) => ({
              id,
              header: t(id),
              isNumeric: true,
              sortValue: (row: Schemas['DelegateEpoch']) => row[id],
              cell: (row: Schemas['DelegateEpoch']) => format.integer(row[id]),
            })),
          ]}
        />
      </Panel>
    </>
  )
}
