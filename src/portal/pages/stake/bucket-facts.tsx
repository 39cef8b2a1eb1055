import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Format } from '../../format/create-format.ts'
import { useFormat } from '../../format/use-format.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { type Bucket, type Lock, lockOf } from './lock.ts'

const TONES: Readonly<Record<Lock['kind'], Tone>> = {
  held: 'accent',
  running: 'plain',
  over: 'brass',
  waiting: 'plain',
  free: 'good',
  withdrawn: 'plain',
}

/** The state of a lock in words, with the date that it changes at. */
function lockWords(lock: Lock, t: TFunction<'stake'>, format: Format): string {
  return 'atSeconds' in lock
    ? t(`bucket.lockKinds.${lock.kind}`, { date: format.dateTimeShort(lock.atSeconds * 1_000) })
    : t(`bucket.lockKinds.${lock.kind}`)
}

/** How far a bucket is on its way to free coins, with what is left of a lock or wait by the time of the chain. */
function LockState({
  bucket,
  nowSeconds,
}: {
  readonly bucket: Bucket
  readonly nowSeconds: number
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const lock = lockOf(bucket, nowSeconds)
  return (
    <>
      <Badge tone={TONES[lock.kind]}>{lockWords(lock, t, format)}</Badge>
      {'atSeconds' in lock ? (
        <span>
          {' '}
          {t('bucket.left', { time: format.duration((lock.atSeconds - nowSeconds) * 1_000) })}
        </span>
      ) : null}
    </>
  )
}

/** A bucket in figures. */
export function BucketFacts({
  bucket,
  nowSeconds,
}: {
  readonly bucket: Bucket
  readonly nowSeconds: number
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const { delegate, amountRau, votesRau, durationDays, autoStake } = bucket
  const days = { count: durationDays, value: format.integer(durationDays) }
  return (
    <Facts
      items={[
        [t('bucket.delegate'), <DelegateLink key="delegate" delegate={delegate} />],
        [t('bucket.amount'), <Coins key="amount" rau={amountRau} unit="none" />],
        [t('bucket.votes'), <Coins key="votes" rau={votesRau} unit="none" />],
        [t('bucket.lock'), t(autoStake ? 'bucket.lockAuto' : 'bucket.lockDays', days)],
        [t('bucket.status'), <LockState key="state" bucket={bucket} nowSeconds={nowSeconds} />],
      ]}
    />
  )
}
