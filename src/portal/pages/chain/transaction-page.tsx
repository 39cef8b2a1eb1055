import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { transactionQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Facts } from '../../ui/facts.tsx'
import { EventWords } from '../../transactions/event-words.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Address, Coins, Moment, shorten } from '../../ui/values.tsx'
import { Outcome } from './block-page.tsx'

const route = getRouteApi('/transactions/$hash')

/** A transaction: who sent it, what it did, and what happened by it. */
export function TransactionPage() {
  const { t } = useTranslation('chain')
  const { hash } = route.useParams()
  const query = useQuery(transactionQuery(hash))
  if (query.error instanceof ApiError && query.error.status < 500 && query.error.status > 0) {
    return <NotFoundPage />
  }
  return (
    <Page title={t('transactionTitle', { hash: shorten(hash) })}>
      <QueryState query={query} lines={6}>
        {(transaction) => (
          <>
            <TransactionFacts transaction={transaction} />
            <Panel title={t('events')}>
              {transaction.events.length === 0 ? (
                <p>{t('noEvents')}</p>
              ) : (
                <ul>
                  {transaction.events.map((event) => (
                    <li key={event.place}>
                      <EventWords event={event} />
                    </li>
                  ))}
                </ul>
              )}
            </Panel>
          </>
        )}
      </QueryState>
    </Page>
  )
}

function TransactionFacts({
  transaction,
}: {
  readonly transaction: Schemas['TransactionDetails']
}) {
  const { t } = useTranslation('chain')
  const format = useFormat()
  const { from, to, height, epoch } = transaction
  return (
    <Panel
      title={transaction.action ?? t('transfer')}
      aside={<Outcome status={transaction.status} outcome={transaction.outcome} />}
    >
      <Facts
        items={[
          [t('from'), <Address key="from" address={from} />],
          [t('to'), to === null ? t('unknown') : <Address key="to" address={to} />],
          [t('value'), <Coins key="value" rau={transaction.valueRau} />],
          [t('fee'), <Coins key="fee" rau={transaction.feeRau} />],
          [t('gas'), format.integer(transaction.gasUsed)],
          [
            t('block'),
            <Link key="block" to="/blocks/$block" params={{ block: String(height) }}>
              {format.integer(height)}
            </Link>,
          ],
          [
            t('epoch'),
            <Link key="epoch" to="/epochs/$epoch" params={{ epoch: String(epoch) }}>
              {format.integer(epoch)}
            </Link>,
          ],
          [t('time'), <Moment key="time" ms={transaction.timeMs} isRelative={false} />],
          [t('hash'), transaction.hash],
        ]}
      />
    </Panel>
  )
}
