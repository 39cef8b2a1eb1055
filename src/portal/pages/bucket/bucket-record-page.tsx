import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { bucketEventsQuery, bucketQuery } from '../../data/holder-queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EventList } from '../../ui/event-list.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Address } from '../../ui/values.tsx'
import { BucketFacts } from '../stake/bucket-facts.tsx'
import { useChainSeconds } from '../stake/use-chain-time.ts'

const route = getRouteApi('/buckets/$bucket')
const NUMBER = /^\d{1,10}$/

/** A bucket of anybody: what it is now, and all that happened to it. */
export function BucketRecordPage() {
  const { bucket } = route.useParams()
  return NUMBER.test(bucket) ? <Known key={bucket} index={Number(bucket)} /> : <NotFoundPage />
}

function Known({ index }: { readonly index: number }) {
  const { t } = useTranslation('stake')
  const query = useQuery(bucketQuery(index))
  const events = useInfiniteQuery(bucketEventsQuery(index))
  const nowSeconds = useChainSeconds()
  if (query.error instanceof ApiError && query.error.status === 404) return <NotFoundPage />
  const owner = query.data?.owner
  return (
    <Page
      title={t('bucket.title', { index })}
      aside={
        owner === undefined ? undefined : (
          <ButtonLink to="/my-stake" search={{ account: owner }}>
            {t('bucket.allOfOwner')}
          </ButtonLink>
        )
      }
    >
      <QueryState query={query}>
        {(bucket) => (
          <Panel title={t('bucket.now')}>
            <Facts items={[[t('bucket.owner'), <Address key="owner" address={bucket.owner} />]]} />
            {nowSeconds === undefined ? null : (
              <BucketFacts bucket={bucket} nowSeconds={nowSeconds} />
            )}
          </Panel>
        )}
      </QueryState>
      <Panel title={t('bucket.history')}>
        <EventList query={events} label={t('bucket.history')} csv={`/buckets/${index}/events`} />
      </Panel>
    </Page>
  )
}
