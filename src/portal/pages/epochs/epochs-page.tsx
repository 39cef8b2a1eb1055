import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { epochsQuery } from '../../data/chain-queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Page } from '../../ui/page.tsx'
import { Coins, Moment } from '../../ui/values.tsx'

/** All epochs, the newest first. */
export function EpochsPage() {
  const { t } = useTranslation('epoch')
  const format = useFormat()
  const query = useInfiniteQuery(epochsQuery)
  return (
    <Page title={t('all')} lead={t('allLead')}>
      <PagedTable
        query={query}
        label={t('all')}
        csv="/epochs"
        rowKey={({ epoch }) => epoch}
        columns={[
          {
            id: 'epoch',
            header: t('epoch'),
            isRowName: true,
            cell: ({ epoch }) => (
              <Link to="/epochs/$epoch" params={{ epoch: String(epoch) }}>
                {format.integer(epoch)}
              </Link>
            ),
          },
          { id: 'phase', header: t('phase'), cell: ({ phase }) => t(`phases.${phase}`) },
          {
            id: 'blocks',
            header: t('blocks'),
            isNumeric: true,
            cell: ({ blocks }) => format.integer(blocks),
          },
          {
            id: 'missed',
            header: t('missedTurns'),
            isNumeric: true,
            cell: ({ missedBlocks }) => format.integer(missedBlocks),
          },
          {
            id: 'paid',
            header: t('paid'),
            isNumeric: true,
            cell: ({ settlement }) =>
              settlement === null ? (
                t('notYet')
              ) : (
                <Coins
                  rau={
                    BigInt(settlement.blockRau) +
                    BigInt(settlement.epochRau) +
                    BigInt(settlement.foundationRau)
                  }
                  unit="none"
                />
              ),
          },
          {
            id: 'start',
            header: t('began'),
            cell: ({ startTimeMs }) =>
              startTimeMs === null ? t('notYet') : <Moment ms={startTimeMs} />,
          },
        ]}
      />
    </Page>
  )
}
