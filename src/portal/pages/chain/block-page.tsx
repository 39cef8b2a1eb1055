import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { blockQuery, blockTransactionsQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Address, DelegateLink, HashText, Moment } from '../../ui/values.tsx'

const route = getRouteApi('/blocks/$block')

/** A block, by height or hash. */
export function BlockPage() {
  const { t } = useTranslation('chain')
  const format = useFormat()
  const { block } = route.useParams()
  const query = useQuery(blockQuery(block))
  if (query.error instanceof ApiError && query.error.status < 500 && query.error.status > 0) {
    return <NotFoundPage />
  }
  const height = query.data?.height
  return (
    <Page
      title={t('blockTitle', { height: height === undefined ? '' : format.integer(height) })}
      aside={
        height === undefined ? undefined : (
          <>
            {height > 1 ? (
              <ButtonLink to="/blocks/$block" params={{ block: String(height - 1) }}>
                {t('before')}
              </ButtonLink>
            ) : null}
            <ButtonLink to="/blocks/$block" params={{ block: String(height + 1) }}>
              {t('after')}
            </ButtonLink>
          </>
        )
      }
    >
      <QueryState query={query} lines={6}>
        {(data) => (
          <>
            <BlockFacts block={data} />
            <BlockTransactions height={data.height} />
          </>
        )}
      </QueryState>
    </Page>
  )
}

function BlockFacts({ block }: { readonly block: Schemas['Block'] }) {
  const { t } = useTranslation('chain')
  const format = useFormat()
  return (
    <Panel title={t('block')}>
      <Facts
        items={[
          [t('time'), <Moment key="time" ms={block.timeMs} isRelative={false} />],
          [
            t('epoch'),
            <Link key="epoch" to="/epochs/$epoch" params={{ epoch: String(block.epoch) }}>
              {format.integer(block.epoch)}
            </Link>,
          ],
          [
            t('producer'),
            block.producer === null ? t('unknown') : <DelegateLink delegate={block.producer} />,
          ],
          [
            <Term key="term" id="round" />,
            block.round === null ? t('notYet') : format.integer(block.round),
          ],
          ...block.missed.map(
            ({ delegate, round }) =>
              [
                t('missedRound', { round: format.integer(round) }),
                <DelegateLink key={round} delegate={delegate} />,
              ] as const,
          ),
          [t('gas'), block.gasUsed === null ? t('unknown') : format.integer(block.gasUsed)],
          [t('events'), format.integer(block.events)],
          [t('hash'), <HashText key="hash" hash={block.hash} />],
        ]}
      />
    </Panel>
  )
}

function BlockTransactions({ height }: { readonly height: number }) {
  const { t } = useTranslation('chain')
  const format = useFormat()
  const query = useInfiniteQuery(blockTransactionsQuery(height))
  return (
    <Panel title={t('transactions')}>
      <PagedTable
        query={query}
        label={t('transactions')}
        csv={`/transactions?height=${height}`}
        rowKey={({ hash }) => hash}
        empty={t('noTransactions')}
        columns={[
          {
            id: 'hash',
            header: t('transaction'),
            isRowName: true,
            cell: ({ hash, action }) => (
              <Link to="/transactions/$hash" params={{ hash }}>
                {action ?? t('transfer')}
              </Link>
            ),
          },
          { id: 'from', header: t('from'), cell: ({ from }) => <Address address={from} /> },
          {
            id: 'outcome',
            header: t('outcome'),
            cell: ({ status, outcome }) => <Outcome status={status} outcome={outcome} />,
          },
          {
            id: 'gas',
            header: t('gas'),
            isNumeric: true,
            cell: ({ gasUsed }) => (gasUsed === null ? t('unknown') : format.integer(gasUsed)),
          },
        ]}
      />
    </Panel>
  )
}

/** Whether a transaction did what it was to do. */
export function Outcome({
  status,
  outcome,
}: {
  readonly status: boolean
  readonly outcome: string | null
}) {
  const { t } = useTranslation('chain')
  return (
    <Badge tone={status ? 'good' : 'bad'}>
      {status ? t('done') : t('refused', { outcome: outcome ?? '' })}
    </Badge>
  )
}
