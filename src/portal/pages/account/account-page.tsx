import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import {
  accountBucketsQuery,
  accountEventsQuery,
  accountQuery,
  accountRewardsQuery,
} from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term } from '../../glossary/term.tsx'
import { EventList } from '../../ui/event-list.tsx'
import { Facts } from '../../ui/facts.tsx'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Coins, DelegateLink, shorten } from '../../ui/values.tsx'
import { useWallet } from '../../wallet/wallet-state.ts'
import { ClaimRewards } from './claim-rewards.tsx'

const route = getRouteApi('/accounts/$address')

/** What an account holds, votes for and was granted; its owner can have rewards paid. */
export function AccountPage() {
  const { t } = useTranslation('account')
  const { address } = route.useParams()
  const wallet = useWallet()
  const isAddress = /^(0x[0-9a-fA-F]{40}|io1[0-9a-z]{38})$/.test(address)
  const query = useQuery({ ...accountQuery(address), enabled: isAddress })
  if (!isAddress) return <NotFoundPage />
  const isMine =
    wallet.status === 'connected' &&
    wallet.address.toLowerCase() === query.data?.address.toLowerCase()
  return (
    <Page title={t('title', { address: shorten(address) })} lead={isMine ? t('mine') : undefined}>
      <QueryState query={query} lines={8}>
        {(account) => (
          <>
            <AccountFacts account={account} />
            {isMine ? <ClaimRewards account={account} /> : null}
            <Buckets address={account.address} />
            <Rewards address={account.address} />
            <Events address={account.address} />
          </>
        )}
      </QueryState>
    </Page>
  )
}

function AccountFacts({ account }: { readonly account: Schemas['Account'] }) {
  const { t } = useTranslation('account')
  const format = useFormat()
  const roles = [
    ['owns', account.owns === null ? [] : [account.owns]],
    ['operates', account.operates === null ? [] : [account.operates]],
    ['rewardOf', account.rewardOf],
    ['votesFor', account.votesFor.map(({ delegate }) => delegate)],
  ] as const
  return (
    <Panel title={t('account')}>
      <Facts
        items={[
          [t('balance'), <Coins key="amount" rau={account.balanceRau} />],
          [t('staked'), <Coins key="amount" rau={account.stakedRau} />],
          [
            <Term key="term" id="votes" />,
            <Coins key="amount" rau={account.votesRau} unit="none" />,
          ],
          [
            <Term key="term" id="grant">
              {t('unclaimed')}
            </Term>,
            <Coins key="amount" rau={account.unclaimedRau} />,
          ],
          [<Term key="term" id="owed" />, <Coins key="amount" rau={account.owedRau} />],
          [t('nonce'), format.integer(account.nonce)],
          ...roles
            .filter(([, delegates]) => delegates.length > 0)
            .map(
              ([id, delegates]) =>
                [
                  t(id),
                  delegates.map((delegate, index) => (
                    <Fragment key={delegate.id}>
                      {index === 0 ? '' : ', '}
                      <DelegateLink delegate={delegate} />
                    </Fragment>
                  )),
                ] as const,
            ),
          [t('address'), account.address],
          [t('ioAddress'), account.ioAddress],
        ]}
      />
    </Panel>
  )
}

function Buckets({ address }: { readonly address: string }) {
  const { t } = useTranslation('account')
  const format = useFormat()
  const query = useInfiniteQuery(accountBucketsQuery(address))
  return (
    <Panel title={<Term id="bucket">{t('buckets')}</Term>}>
      <PagedTable
        query={query}
        label={t('buckets')}
        csv={`/accounts/${address}/buckets`}
        rowKey={({ index }) => index}
        empty={t('noBuckets')}
        columns={[
          {
            id: 'index',
            header: t('bucket'),
            isRowName: true,
            cell: ({ index }) => format.integer(index),
          },
          {
            id: 'delegate',
            header: t('votesFor'),
            cell: ({ delegate }) =>
              delegate === null ? t('nobody') : <DelegateLink delegate={delegate} />,
          },
          {
            id: 'amount',
            header: t('coins'),
            isNumeric: true,
            sortValue: ({ amountRau }) => BigInt(amountRau),
            cell: ({ amountRau }) => <Coins rau={amountRau} unit="none" />,
          },
          {
            id: 'votes',
            header: t('votes'),
            isNumeric: true,
            sortValue: ({ votesRau }) => BigInt(votesRau),
            cell: ({ votesRau }) => <Coins rau={votesRau} unit="none" />,
          },
          {
            id: 'lock',
            header: t('lock'),
            cell: ({ durationDays, autoStake }) =>
              t(autoStake ? 'lockAuto' : 'lockDays', { count: durationDays }),
          },
        ]}
      />
    </Panel>
  )
}

function Rewards({ address }: { readonly address: string }) {
  const { t } = useTranslation('account')
  const format = useFormat()
  const query = useInfiniteQuery(accountRewardsQuery(address))
  return (
    <Panel title={t('rewards')}>
      <PagedTable
        query={query}
        label={t('rewards')}
        csv={`/accounts/${address}/rewards`}
        rowKey={({ epoch, delegate, kind }) => `${epoch}-${delegate.id}-${kind}`}
        empty={t('noRewards')}
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
          {
            id: 'delegate',
            header: t('earnedBy'),
            cell: ({ delegate }) => <DelegateLink delegate={delegate} />,
          },
          { id: 'kind', header: t('for'), cell: ({ kind }) => t(`kinds.${kind}`) },
          {
            id: 'amount',
            header: t('coins'),
            isNumeric: true,
            cell: ({ amountRau }) => <Coins rau={amountRau} unit="none" />,
          },
        ]}
      />
    </Panel>
  )
}

function Events({ address }: { readonly address: string }) {
  const { t } = useTranslation('account')
  const query = useInfiniteQuery(accountEventsQuery(address))
  return (
    <Panel title={t('events')}>
      <EventList query={query} label={t('events')} csv={`/accounts/${address}/events`} />
    </Panel>
  )
}
