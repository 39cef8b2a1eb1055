import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountBucketsQuery } from '../../data/chain-queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Panel } from '../../ui/page.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { WalletGate } from '../../wallet/wallet-gate.tsx'
import type { BucketAction } from './bucket-steps.ts'
import styles from './stake.module.css'

/** Which of one's own buckets it is about. */
export function BucketChoice(props: {
  readonly action: BucketAction
  readonly delegate: string | undefined
}) {
  const { t } = useTranslation('stake')
  return (
    <Panel title={t('bucket.choose')}>
      <WalletGate>{({ address }) => <OwnBuckets {...props} address={address} />}</WalletGate>
    </Panel>
  )
}

function OwnBuckets({
  action,
  delegate,
  address,
}: {
  readonly action: BucketAction
  readonly delegate: string | undefined
  readonly address: string
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const query = useInfiniteQuery(accountBucketsQuery(address))
  return (
    <QueryState query={query}>
      {(buckets) =>
        buckets.length === 0 ? (
          <Empty>
            <p>{t('bucket.noneToChoose')}</p>
            <ButtonLink to="/stake" search={delegate === undefined ? {} : { delegate }}>
              {t('bucket.toWizard')}
            </ButtonLink>
          </Empty>
        ) : (
          <ul className={classes(styles.form)}>
            {buckets.map((bucket) => (
              <li key={bucket.index}>
                <ButtonLink
                  to="/stake/$action"
                  params={{ action }}
                  search={{
                    bucket: bucket.index,
                    ...(delegate === undefined ? {} : { delegate }),
                  }}
                >
                  {t('bucket.chooseOption', {
                    index: bucket.index,
                    amount: format.coins(BigInt(bucket.amountRau)),
                    delegate: bucket.delegate.name ?? bucket.delegate.id,
                  })}
                </ButtonLink>
              </li>
            ))}
          </ul>
        )
      }
    </QueryState>
  )
}
