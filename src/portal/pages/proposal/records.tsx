import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  proposalBallotsQuery,
  proposalNonVotersQuery,
  proposalSupportsQuery,
  proposalTransitionsQuery,
} from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { splitWords } from '../../governance/split-words.ts'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Address, Coins, DelegateLink, Moment } from '../../ui/values.tsx'
import { RECORD_TABS } from './proposal-search.ts'

const route = getRouteApi('/proposals/$id')

const CONTENTS = {
  ballots: Ballots,
  supports: Supports,
  transitions: Transitions,
  'non-voters': NonVoters,
} as const

/** All that is on record about a proposal, each list as CSV as well. */
export function Records({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const { tab = proposal.ballots > 0 ? 'ballots' : 'supports' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Tabs
      label={t('records.title')}
      selected={tab}
      onSelect={(next) =>
        void navigate({ search: { tab: next }, replace: true, resetScroll: false })
      }
      tabs={RECORD_TABS.map((id) => {
        const Content = CONTENTS[id]
        return { id, title: t(`records.${id}`), content: () => <Content id={proposal.id} /> }
      })}
    />
  )
}

/** An account by the delegate that it owns, or its address. */
function Who({
  address,
  delegate,
}: {
  readonly address: string
  readonly delegate: { readonly id: string; readonly name: string | null } | null
}) {
  return (
    <span>
      {delegate === null ? null : (
        <>
          <DelegateLink delegate={delegate} />{' '}
        </>
      )}
      <Address address={address} />
    </span>
  )
}

function Ballots({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const query = useInfiniteQuery(proposalBallotsQuery(id))
  return (
    <PagedTable
      query={query}
      label={t('records.ballots')}
      csv={`/proposals/${id}/ballots`}
      empty={t('records.noBallots')}
      rowKey={({ voter }) => voter}
      columns={[
        {
          id: 'voter',
          header: t('records.voter'),
          cell: (row) => <Who address={row.voter} delegate={row.delegate} />,
          isRowName: true,
        },
        {
          id: 'choice',
          header: t('records.choice'),
          cell: (row) => splitWords(row, t, format),
        },
        {
          id: 'own',
          header: t('records.own'),
          cell: (row) => <Coins rau={row.ownRau} />,
          sortValue: (row) => BigInt(row.ownRau),
          isNumeric: true,
        },
        {
          id: 'delegated',
          header: t('records.delegated'),
          cell: (row) => <Coins rau={row.delegatedRau} />,
          sortValue: (row) => BigInt(row.delegatedRau),
          isNumeric: true,
        },
        {
          id: 'how',
          header: t('records.how'),
          cell: (row) =>
            [
              t(row.signed ? 'records.relayed' : 'records.sent'),
              ...(row.times > 1 ? [t('records.times', { count: row.times })] : []),
            ].join(', '),
        },
        { id: 'when', header: t('records.when'), cell: (row) => <Moment ms={row.timeMs} /> },
      ]}
    />
  )
}

function Supports({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const query = useInfiniteQuery(proposalSupportsQuery(id))
  return (
    <PagedTable
      query={query}
      label={t('records.supports')}
      csv={`/proposals/${id}/supports`}
      empty={t('records.noSupports')}
      rowKey={({ account }) => account}
      columns={[
        {
          id: 'account',
          header: t('records.supporter'),
          cell: (row) => <Who address={row.account} delegate={row.delegate} />,
          isRowName: true,
        },
        {
          id: 'power',
          header: t('records.power'),
          cell: (row) => <Coins rau={row.powerRau} />,
          sortValue: (row) => BigInt(row.powerRau),
          isNumeric: true,
        },
        {
          id: 'counts',
          header: t('records.counts'),
          cell: (row) =>
            t(
              row.withdrawn
                ? 'records.withdrawn'
                : row.counts
                  ? 'records.doesCount'
                  : 'records.oldRevision',
            ),
        },
        {
          id: 'revision',
          header: t('records.revision'),
          cell: (row) => format.integer(row.revision),
          isNumeric: true,
        },
        { id: 'when', header: t('records.when'), cell: (row) => <Moment ms={row.timeMs} /> },
      ]}
    />
  )
}

function Transitions({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const query = useInfiniteQuery(proposalTransitionsQuery(id))
  return (
    <PagedTable
      query={query}
      label={t('records.transitions')}
      csv={`/proposals/${id}/transitions`}
      rowKey={({ place }) => place}
      columns={[
        {
          id: 'to',
          header: t('records.state'),
          cell: (row) => t(`states.${row.to}`),
          isRowName: true,
        },
        { id: 'reason', header: t('records.reason'), cell: (row) => t(`reasons.${row.reason}`) },
        {
          id: 'epoch',
          header: t('records.epoch'),
          cell: (row) => format.integer(row.epoch),
          isNumeric: true,
        },
        {
          id: 'height',
          header: t('records.block'),
          cell: (row) => <a href={`/blocks/${row.height}`}>{format.integer(row.height)}</a>,
          isNumeric: true,
        },
        {
          id: 'when',
          header: t('records.when'),
          cell: (row) => <Moment ms={row.timeMs} isRelative={false} />,
        },
      ]}
    />
  )
}

function NonVoters({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const query = useInfiniteQuery(proposalNonVotersQuery(id))
  return (
    <PagedTable
      query={query}
      label={t('records.non-voters')}
      csv={`/proposals/${id}/non-voters`}
      empty={t('records.noNonVoters')}
      rowKey={({ owner }) => owner}
      columns={[
        {
          id: 'delegate',
          header: t('records.delegate'),
          cell: (row) => <DelegateLink delegate={row.delegate} />,
          isRowName: true,
        },
        {
          id: 'rank',
          header: t('records.rank'),
          cell: (row) => (row.rank === null ? '–' : format.integer(row.rank)),
          isNumeric: true,
        },
        { id: 'role', header: t('records.role'), cell: (row) => t(`roles.${row.role}`) },
        {
          id: 'votes',
          header: t('records.votes'),
          cell: (row) => <Coins rau={row.votesRau} unit="votes" />,
          sortValue: (row) => BigInt(row.votesRau),
          isNumeric: true,
        },
      ]}
    />
  )
}
