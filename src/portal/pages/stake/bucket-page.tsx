import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { bucketQuery } from '../../data/holder-queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Columns, Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { shorten } from '../../ui/values.tsx'
import { useWallet } from '../../wallet/wallet-state.ts'
import { BucketActionPanel } from './bucket-action-panel.tsx'
import { BucketChoice } from './bucket-choice.tsx'
import { BucketFacts } from './bucket-facts.tsx'
import { BUCKET_ACTIONS, type BucketAction } from './bucket-steps.ts'
import type { Bucket } from './lock.ts'
import { useChainSeconds } from './use-chain-time.ts'

const route = getRouteApi('/stake/$action')

/** One thing done with one bucket: `/stake/move?bucket=3`. Without a bucket it asks which. */
export function BucketPage() {
  const { action: wanted } = route.useParams()
  const search = route.useSearch()
  const action = BUCKET_ACTIONS.find((each) => each === wanted)
  if (action === undefined) return <NotFoundPage />
  return (
    <ActionPage
      // Another bucket or action is another page.
      key={`${action} ${search.bucket ?? ''}`}
      action={action}
      bucket={search.bucket}
      delegate={search.delegate}
    />
  )
}

function ActionPage({
  action,
  bucket: index,
  delegate,
}: {
  readonly action: BucketAction
  readonly bucket: number | undefined
  readonly delegate: string | undefined
}) {
  const { t } = useTranslation('stake')
  return (
    <Page
      title={t(`actions.${action}.title`)}
      lead={t(`actions.${action}.lead`)}
      aside={<ButtonLink to="/my-stake">{t('next.back')}</ButtonLink>}
    >
      {index === undefined ? (
        <BucketChoice action={action} delegate={delegate} />
      ) : (
        <FoundBucket action={action} index={index} delegate={delegate} />
      )}
    </Page>
  )
}

function FoundBucket({
  action,
  index,
  delegate,
}: {
  readonly action: BucketAction
  readonly index: number
  readonly delegate: string | undefined
}) {
  const { t } = useTranslation('stake')
  const query = useQuery(bucketQuery(index))
  const nowSeconds = useChainSeconds()
  return (
    <QueryState query={query}>
      {(bucket) =>
        nowSeconds === undefined ? null : (
          <>
            <Ownership bucket={bucket} />
            <Columns>
              <BucketActionPanel
                action={action}
                bucket={bucket}
                nowSeconds={nowSeconds}
                delegate={delegate}
              />
              <Panel title={t('bucket.title', { index })}>
                <BucketFacts bucket={bucket} nowSeconds={nowSeconds} />
              </Panel>
            </Columns>
          </>
        )
      }
    </QueryState>
  )
}

/** Warns when the account that is connected does not own the bucket: the network would refuse it. */
function Ownership({ bucket: { owner } }: { readonly bucket: Bucket }) {
  const { t } = useTranslation('stake')
  const wallet = useWallet()
  if (wallet.status !== 'connected') return null
  if (wallet.address.toLowerCase() === owner.toLowerCase()) return null
  return (
    <Notice kind="warning">
      {t('bucket.notYours', { owner: shorten(owner), account: shorten(wallet.address) })}
    </Notice>
  )
}
