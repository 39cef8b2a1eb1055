import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountRewardsQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { PagedTable } from '../../ui/paged-table.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { ClaimRewards } from '../account/claim-rewards.tsx'

/** What was granted to an account, and how it gets it. */
export function Rewards({
  account,
  isMine,
}: {
  readonly account: Schemas['Account']
  readonly isMine: boolean
}) {
  const { t } = useTranslation('myStake')
  const hasGrants = account.rewardOf.length > 0 || account.unclaimedRau !== '0'
  return (
    <>
      {isMine ? <ClaimRewards account={account} /> : null}
      <Panel title={t('rewards.title')}>
        {account.unclaimedRau === '0' ? <p>{t('rewards.none')}</p> : null}
        {hasGrants ? <Grants account={account.address} /> : null}
      </Panel>
    </>
  )
}

function Grants({ account }: { readonly account: string }) {
  const { t } = useTranslation('myStake')
  const format = useFormat()
  const query = useInfiniteQuery(accountRewardsQuery(account))
  return (
    <PagedTable
      query={query}
      label={t('rewards.table')}
      csv={`/accounts/${account}/rewards`}
      rowKey={({ epoch, kind, delegate }) => `${epoch}-${kind}-${delegate.id}`}
      columns={[
        {
          id: 'epoch',
          header: t('rewards.epoch'),
          isRowName: true,
          cell: ({ epoch }) => format.integer(epoch),
        },
        {
          id: 'delegate',
          header: t('rewards.delegate'),
          cell: ({ delegate }) => <DelegateLink delegate={delegate} />,
        },
        {
          id: 'kind',
          header: t('rewards.kind'),
          cell: ({ kind }) => t(`rewards.kinds.${kind}`),
        },
        {
          id: 'amount',
          header: t('rewards.amount'),
          isNumeric: true,
          cell: ({ amountRau }) => <Coins rau={amountRau} unit="none" />,
        },
        {
          id: 'owed',
          header: t('rewards.stillOwed'),
          isNumeric: true,
          cell: ({ stillOwedRau }) => <Coins rau={stillOwedRau} unit="none" />,
        },
      ]}
    />
  )
}
