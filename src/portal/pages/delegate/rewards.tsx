import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { delegateEpochsQuery, type Schemas } from '../../data/queries.ts'
import { toCoinsNumber } from '../../format/to-decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { Chart } from '../../ui/chart.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Coins } from '../../ui/values.tsx'

type Row = Schemas['DelegateEpoch']
const KINDS = ['blockRau', 'epochRau', 'foundationRau'] as const

/** What it was granted, epoch by epoch and by kind. */
export function Rewards({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const query = useInfiniteQuery(delegateEpochsQuery(delegate.id))
  const isPaid = (row: Row): boolean => KINDS.some((kind) => row[kind] !== '0')
  return (
    <>
      <Panel title={t('rewardsOverTime')}>
        <QueryState query={query}>
          {(rows) => (
            <Chart
              title={t('grantsPerEpoch')}
              kind="bar"
              points={[...rows].reverse().filter(isPaid)}
              pointName={t('epoch')}
              point={({ epoch }) => format.integer(epoch)}
              series={KINDS.map((kind) => ({
                id: kind,
                name: t(kind),
                value: (row: Row) => toCoinsNumber(BigInt(row[kind])),
                text: (row: Row) => format.coins(BigInt(row[kind])),
              }))}
            />
          )}
        </QueryState>
      </Panel>
      <Panel title={t('grants')}>
        <PagedTable
          query={query}
          label={t('grants')}
          csv={`/delegates/${delegate.id}/grants`}
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
            ...([...KINDS, 'owedRau'] as const).map((id) => ({
              id,
              header: t(id),
              isNumeric: true,
              sortValue: (row: Row) => BigInt(row[id]),
              cell: (row: Row) => <Coins rau={row[id]} unit="none" />,
            })),
          ]}
        />
      </Panel>
    </>
  )
}
