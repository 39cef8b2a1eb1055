import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { accountBucketsQuery, accountEventsQuery, accountQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { Term } from '../../glossary/term.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { EventList } from '../../ui/event-list.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Coins, shorten } from '../../ui/values.tsx'
import { requestConnect } from '../../wallet/connect-request.ts'
import { useWallet } from '../../wallet/wallet-state.ts'
import { BucketList } from './bucket-list.tsx'
import { Rewards } from './rewards.tsx'

const route = getRouteApi('/my-stake')

/** The buckets, rewards and history of who is connected, or of any account for reading. */
export function MyStakePage() {
  const { t } = useTranslation('myStake')
  const { t: tDelegate } = useTranslation('delegate')
  const { account: wanted } = route.useSearch()
  const wallet = useWallet()
  const own = wallet.status === 'connected' ? wallet.address : undefined
  const account = wanted ?? own
  const isMine = own !== undefined && account?.toLowerCase() === own.toLowerCase()
  return (
    <Page
      title={
        isMine || account === undefined ? t('title') : t('titleOf', { account: shorten(account) })
      }
      lead={t('lead')}
      aside={
        <>
          <ButtonLink to="/register">{tDelegate('register.open')}</ButtonLink>
          <ButtonLink to="/stake" kind="main">
            {t('newStake')}
          </ButtonLink>
        </>
      }
    >
      {account === undefined ? (
        <Notice>
          <p>{t('connect')}</p>
          <Button onPress={requestConnect}>{t('connectNow')}</Button>
        </Notice>
      ) : (
        <Stake account={account} isMine={isMine} />
      )}
    </Page>
  )
}

function Stake({ account, isMine }: { readonly account: string; readonly isMine: boolean }) {
  const { t } = useTranslation('myStake')
  const query = useQuery(accountQuery(account))
  const buckets = useInfiniteQuery(accountBucketsQuery(account))
  const events = useInfiniteQuery(accountEventsQuery(account))
  return (
    <>
      {isMine ? null : (
        <Notice>
          <p>{t('readOnly')}</p>
          <ButtonLink to="/my-stake">{t('own')}</ButtonLink>
        </Notice>
      )}
      <QueryState query={query}>
        {(data) => (
          <>
            <Totals account={data} />
            <BucketList query={buckets} account={account} isMine={isMine} />
            <Rewards account={data} isMine={isMine} />
          </>
        )}
      </QueryState>
      <Panel title={t('history.title')}>
        <EventList query={events} label={t('history.label')} csv={`/accounts/${account}/events`} />
      </Panel>
    </>
  )
}

function Totals({ account }: { readonly account: Schemas['Account'] }) {
  const { t } = useTranslation('myStake')
  const { stakedRau, votesRau, balanceRau, unclaimedRau, owedRau } = account
  return (
    <Panel title={t('totals.title')}>
      <Facts
        items={[
          [t('totals.staked'), <Coins key="staked" rau={stakedRau} />],
          [<Term key="term" id="votes" />, <Coins key="votes" rau={votesRau} unit="none" />],
          [t('totals.balance'), <Coins key="balance" rau={balanceRau} />],
          [t('totals.claimable'), <Coins key="claimable" rau={unclaimedRau} />],
          ...(owedRau === '0'
            ? []
            : [[<Term key="term" id="owed" />, <Coins key="owed" rau={owedRau} />] as const]),
        ]}
      />
    </Panel>
  )
}
