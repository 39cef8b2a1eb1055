import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { delegateBallotsQuery, type Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins, Moment } from '../../ui/values.tsx'

/** How its owner voted on proposals. */
export function GovernanceRecord({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const format = useFormat()
  const query = useInfiniteQuery(delegateBallotsQuery(delegate.id))

  function choice({ yesBps, noBps, abstainBps }: Schemas['Ballot']): string {
    return (
      [
        ['yes', yesBps],
        ['no', noBps],
        ['abstain', abstainBps],
      ] as const
    )
      .filter(([, part]) => part > 0)
      .map(([id, part]) => (part === 10_000 ? t(id) : `${t(id)} ${format.basisPoints(part)}`))
      .join(', ')
  }

  return (
    <Panel title={t('ballots')}>
      <PagedTable
        query={query}
        label={t('ballots')}
        csv={`/delegates/${delegate.id}/ballots`}
        rowKey={({ proposal, height }) => `${proposal}-${height}`}
        empty={t('noBallots')}
        columns={[
          {
            id: 'proposal',
            header: t('proposal'),
            isRowName: true,
            cell: ({ proposal, title }) => (
              <Link to="/proposals/$id" params={{ id: String(proposal) }}>
                {title}
              </Link>
            ),
          },
          { id: 'choice', header: t('choice'), cell: choice },
          {
            id: 'power',
            header: t('power'),
            isNumeric: true,
            cell: ({ ownRau, delegatedRau }) => (
              <Coins rau={BigInt(ownRau) + BigInt(delegatedRau)} unit="none" />
            ),
          },
          { id: 'time', header: t('time'), cell: ({ timeMs }) => <Moment ms={timeMs} /> },
        ]}
      />
    </Panel>
  )
}
