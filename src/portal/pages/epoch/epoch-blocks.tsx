import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { epochBlocksQuery } from '../../data/chain-queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { DelegateLink, Moment } from '../../ui/values.tsx'

/** The blocks of an epoch, the newest first, with the turns that were missed before each. */
export function EpochBlocks({ epoch }: { readonly epoch: number }) {
  const { t } = useTranslation('epoch')
  const format = useFormat()
  const query = useInfiniteQuery(epochBlocksQuery(epoch))
  return (
    <Panel title={t('blocks')}>
      <PagedTable
        query={query}
        label={t('blocks')}
        csv={`/epochs/${epoch}/blocks`}
        rowKey={({ height }) => height}
        columns={[
          {
            id: 'height',
            header: t('height'),
            isRowName: true,
            cell: ({ height }) => (
              <Link to="/blocks/$block" params={{ block: String(height) }}>
                {format.integer(height)}
              </Link>
            ),
          },
          {
            id: 'producer',
            header: t('producer'),
            cell: ({ producer }) =>
              producer === null ? t('unknown') : <DelegateLink delegate={producer} />,
          },
          {
            id: 'missed',
            header: t('missedBefore'),
            cell: ({ missed }) =>
              missed.length === 0
                ? t('nobody')
                : missed.map(({ delegate, round }, index) => (
                    <span key={round}>
                      {index === 0 ? '' : ', '}
                      <DelegateLink delegate={delegate} />
                    </span>
                  )),
          },
          {
            id: 'transactions',
            header: t('transactions'),
            isNumeric: true,
            cell: ({ transactions }) => format.integer(transactions),
          },
          { id: 'time', header: t('time'), cell: ({ timeMs }) => <Moment ms={timeMs} /> },
        ]}
      />
    </Panel>
  )
}
