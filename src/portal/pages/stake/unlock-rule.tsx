import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { useChainSeconds } from './use-chain-time.ts'
import styles from './stake.module.css'
import { classes } from '../../ui/classes.ts'

const DAY_MS = 86_400_000

/** When coins come back that are locked now for so many days. */
export function UnlockRule({
  durationDays,
  autoStake,
}: {
  readonly durationDays: number
  readonly autoStake: boolean
}) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const nowSeconds = useChainSeconds()
  const waitSeconds = useRules().get('unstakeWaitSeconds')?.value
  if (nowSeconds === undefined || waitSeconds === undefined) return null
  const date = format.date(nowSeconds * 1_000 + durationDays * DAY_MS)
  const days = { count: durationDays, value: format.integer(durationDays) }
  const lock =
    durationDays === 0
      ? t('unlock.any')
      : autoStake
        ? t('unlock.held', days)
        : t('unlock.running', { date })
  return (
    <section className={classes(styles.rule)}>
      <h3>{t('unlock.title')}</h3>
      <ul>
        <li>{lock}</li>
        <li>{t('unlock.wait', { wait: format.duration(Number(waitSeconds) * 1_000) })}</li>
        <li>{t('unlock.move')}</li>
      </ul>
    </section>
  )
}
