import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { delegateVotersQuery, type Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { Address, Coins, DelegateLink } from '../../ui/values.tsx'

/** Who votes for it, the largest first. */
export function Voters({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const query = useInfiniteQuery(delegateVotersQuery(delegate.id))
  return (
    <Panel title={t('voters')}>
      <PagedTable
        query={query}
        label={t('voters')}
        csv={`/delegates/${delegate.id}/voters`}
        rowKey={({ owner }) => owner}
        empty={t('noVoters')}
        columns={[
          {
            id: 'owner',
            header: t('account'),
            isRowName: true,
            cell: ({ owner, delegate: owned }) => (
              <>
                <Address address={owner} />
                {owned === null ? null : (
                  <>
                    {' '}
                    (<DelegateLink delegate={owned} />)
                  </>
                )}
              </>
            ),
          },
          {
            id: 'buckets',
            header: t('buckets'),
            isNumeric: true,
            cell: ({ buckets }) => format.integer(buckets),
          },
          {
            id: 'amount',
            header: t('coins'),
            isNumeric: true,
            cell: ({ amountRau }) => <Coins rau={amountRau} unit="none" />,
          },
          {
            id: 'votes',
            header: t('votes'),
            isNumeric: true,
            cell: ({ votesRau }) => <Coins rau={votesRau} unit="none" />,
          },
          {
            id: 'share',
            header: t('share'),
            isNumeric: true,
            cell: ({ shareBps }) => format.basisPoints(shareBps),
          },
        ]}
      />
    </Panel>
  )
}
