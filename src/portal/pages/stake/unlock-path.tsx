import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Badge } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { type Bucket, type Lock, lockOf } from './lock.ts'
import styles from './stake.module.css'

/** Which of the five steps comes next. */
const PLACES: Readonly<Record<Lock['kind'], number>> = {
  held: 0,
  running: 1,
  over: 2,
  waiting: 3,
  free: 4,
  withdrawn: 5,
}

/** The whole way from a locked bucket to coins at hand, with what is done and what comes next. */
export function UnlockPath({
  bucket,
  nowSeconds,
}: {
  readonly bucket: Bucket
  readonly nowSeconds: number
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const lock = lockOf(bucket, nowSeconds)
  const place = PLACES[lock.kind]
  const texts = usePathTexts(bucket, lock)
  return (
    <>
      <ol className={classes(styles.path)} aria-label={t('actions.unlock.path')}>
        {texts.map((text, index) => (
          <li
            key={text}
            className={classes(styles.step)}
            aria-current={index === place ? 'step' : undefined}
          >
            <span className={classes(styles.number)} aria-hidden="true">
              {index < place ? '✓' : format.integer(index + 1)}
            </span>
            <span>{text}</span>
            {index === place ? <Badge tone="accent">{t('actions.unlock.here')}</Badge> : null}
          </li>
        ))}
      </ol>
      {lock.kind === 'running' ? (
        <Notice>
          {t('actions.unlock.nothingNow', { date: format.dateTimeShort(lock.atSeconds * 1_000) })}
        </Notice>
      ) : null}
      {lock.kind === 'free' ? (
        <p>
          <ButtonLink
            to="/stake/$action"
            params={{ action: 'withdraw' }}
            search={{ bucket: bucket.index }}
            kind="main"
          >
            {t('actions.unlock.withdraw')}
          </ButtonLink>
        </p>
      ) : null}
    </>
  )
}

/** The five steps in words, with dates where they are known. */
function usePathTexts(bucket: Bucket, lock: Lock): readonly string[] {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const waitSeconds = Number(useRules().get('unstakeWaitSeconds')?.value ?? 0)
  const place = PLACES[lock.kind]
  const date = 'atSeconds' in lock ? format.dateTimeShort(lock.atSeconds * 1_000) : ''
  const days = { count: bucket.durationDays, value: format.integer(bucket.durationDays) }
  return [
    t(place > 0 ? 'actions.unlock.autoOffDone' : 'actions.unlock.autoOff'),
    lock.kind === 'running'
      ? t('actions.unlock.waitUntil', { date })
      : place > 1
        ? t('actions.unlock.waitDone')
        : t('actions.unlock.wait', days),
    t(place > 2 ? 'actions.unlock.unlockDone' : 'actions.unlock.unlock'),
    lock.kind === 'waiting'
      ? t('actions.unlock.waitCoinsUntil', { date })
      : t('actions.unlock.waitCoins', { wait: format.duration(waitSeconds * 1_000) }),
    t('actions.unlock.withdraw'),
  ]
}
