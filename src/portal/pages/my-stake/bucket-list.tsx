import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { delegateQuery } from '../../data/queries.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Panel } from '../../ui/page.tsx'
import type { ShownPages } from '../../ui/paged-table.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { BucketFacts } from '../stake/bucket-facts.tsx'
import { actionsFor } from '../stake/bucket-steps.ts'
import { DelegateWarning } from '../stake/delegate-standing.tsx'
import { type Bucket, lockOf } from '../stake/lock.ts'
import { useChainSeconds } from '../stake/use-chain-time.ts'
import styles from './my-stake.module.css'

/** An account's buckets as cards, with what can be done with each. */
export function BucketList({
  query,
  account,
  isMine,
}: {
  readonly query: ShownPages<Bucket>
  readonly account: string
  readonly isMine: boolean
}) {
  const { t } = useTranslation('myStake')
  const { t: tCommon } = useTranslation()
  const nowSeconds = useChainSeconds()
  return (
    <Panel
      title={t('buckets.title')}
      aside={
        <a href={`/api/v1/accounts/${account}/buckets?format=csv&state=all`} download>
          {t('buckets.csv')}
        </a>
      }
    >
      <QueryState query={query}>
        {(buckets) =>
          buckets.length === 0 || nowSeconds === undefined ? (
            <Empty>
              <p>{t('buckets.empty')}</p>
              <ButtonLink to="/stake" kind="main">
                {t('newStake')}
              </ButtonLink>
            </Empty>
          ) : (
            <>
              <ul className={classes(styles.cards)}>
                {buckets.map((bucket) => (
                  <BucketCard
                    key={bucket.index}
                    bucket={bucket}
                    nowSeconds={nowSeconds}
                    isMine={isMine}
                  />
                ))}
              </ul>
              {query.hasNextPage ? (
                <Button
                  isDisabled={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  {tCommon('actions.more')}
                </Button>
              ) : null}
            </>
          )
        }
      </QueryState>
    </Panel>
  )
}

function BucketCard({
  bucket,
  nowSeconds,
  isMine,
}: {
  readonly bucket: Bucket
  readonly nowSeconds: number
  readonly isMine: boolean
}) {
  const { t } = useTranslation('stake')
  const { t: tMine } = useTranslation('myStake')
  const { data: delegate } = useQuery(delegateQuery(bucket.delegate.id))
  const title = t('bucket.title', { index: bucket.index })
  const isVoting = bucket.state === 'staked'
  return (
    <li className={classes(styles.card)}>
      <article aria-label={title} className={classes(styles.content)}>
        <header className={classes(styles.head)}>
          <h3>
            <Link to="/buckets/$bucket" params={{ bucket: String(bucket.index) }}>
              {title}
            </Link>
          </h3>
          {bucket.selfStake ? <Badge>{t('bucket.selfStake')}</Badge> : null}
          {bucket.endorsement === 'none' ? null : <Badge>{t('bucket.endorsed')}</Badge>}
        </header>
        <BucketFacts bucket={bucket} nowSeconds={nowSeconds} />
        {delegate !== undefined && isVoting ? <DelegateWarning delegate={delegate} /> : null}
        {isMine ? (
          <div className={classes(styles.actions)}>
            {actionsFor(lockOf(bucket, nowSeconds)).map((action, index) => (
              <ButtonLink
                key={action}
                to="/stake/$action"
                params={{ action }}
                search={{ bucket: bucket.index }}
                kind={index === 0 ? 'plain' : 'quiet'}
                aria-label={`${tMine(`actions.${action}`)}: ${title}`}
              >
                {tMine(`actions.${action}`)}
              </ButtonLink>
            ))}
          </div>
        ) : null}
      </article>
    </li>
  )
}
