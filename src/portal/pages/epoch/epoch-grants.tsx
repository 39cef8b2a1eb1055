import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { epochGrantsQuery } from '../../data/chain-queries.ts'
import { Term } from '../../glossary/term.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { Address, Coins, DelegateLink } from '../../ui/values.tsx'

/** What an epoch paid, grant by grant. */
export function EpochGrants({ epoch }: { readonly epoch: number }) {
  const { t } = useTranslation('epoch')
  const query = useInfiniteQuery(epochGrantsQuery(epoch))
  return (
    <Panel title={<Term id="grant">{t('grants')}</Term>}>
      <PagedTable
        query={query}
        label={t('grants')}
        csv={`/epochs/${epoch}/grants`}
        rowKey={({ delegate, kind, epoch: of }) => `${delegate.id}-${kind}-${of}`}
        columns={[
          {
            id: 'delegate',
            header: t('delegate'),
            isRowName: true,
            sortValue: ({ delegate }) => delegate.name ?? delegate.id,
            cell: ({ delegate }) => <DelegateLink delegate={delegate} />,
          },
          {
            id: 'kind',
            header: t('kind'),
            sortValue: ({ kind }) => kind,
            cell: ({ kind }) => t(`kinds.${kind}`),
          },
          {
            id: 'amount',
            header: t('amount'),
            isNumeric: true,
            sortValue: ({ amountRau }) => BigInt(amountRau),
            cell: ({ amountRau }) => <Coins rau={amountRau} unit="none" />,
          },
          {
            id: 'owed',
            header: t('owed'),
            isNumeric: true,
            sortValue: ({ stillOwedRau }) => BigInt(stillOwedRau),
            cell: ({ stillOwedRau }) => <Coins rau={stillOwedRau} unit="none" />,
          },
          { id: 'reward', header: t('to'), cell: ({ reward }) => <Address address={reward} /> },
        ]}
      />
    </Panel>
  )
}
