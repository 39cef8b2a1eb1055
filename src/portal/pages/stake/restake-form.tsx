import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import type { BucketFormProps } from './bucket-action-panel.tsx'
import { stepsToRestake } from './bucket-steps.ts'
import { DurationFields, readDays } from './duration-fields.tsx'
import { VotesFigure } from './effect-panel.tsx'
import { lockOf } from './lock.ts'
import styles from './stake.module.css'
import { UnlockRule } from './unlock-rule.tsx'
import { useChainSeconds } from './use-chain-time.ts'

/** Duration and auto-stake of a bucket, anew. */
export function RestakeForm({ bucket, onReady }: BucketFormProps) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  const mostDays = Number(useRules().get('maxStakeDays')?.value ?? 1_050)
  const nowSeconds = useChainSeconds()
  const [days, setDays] = useState(String(bucket.durationDays))
  const [autoStake, setAutoStake] = useState(bucket.autoStake)
  const [isChecked, setChecked] = useState(false)
  const isOver = nowSeconds !== undefined && lockOf(bucket, nowSeconds).kind === 'over'
  const leastDays = isOver ? 0 : bucket.durationDays
  const read = readDays(days, mostDays)
  const error =
    read === undefined
      ? t('errors.days', { most: format.integer(mostDays) })
      : read < leastDays
        ? t('errors.daysTooShort', { least: format.integer(leastDays) })
        : undefined
  return (
    <form
      className={classes(styles.form)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (read !== undefined && error === undefined) {
          onReady(stepsToRestake(bucket, read, autoStake))
        }
      }}
    >
      <DurationFields
        days={days}
        autoStake={autoStake}
        leastDays={leastDays}
        mostDays={mostDays}
        error={isChecked ? error : undefined}
        onDays={setDays}
        onAutoStake={setAutoStake}
      />
      {read === undefined ? null : (
        <>
          <VotesFigure
            label={t('effect.newVotes')}
            input={{
              amountRau: BigInt(bucket.amountRau),
              durationDays: read,
              autoStake,
              selfStake: bucket.selfStake,
            }}
          />
          <UnlockRule durationDays={read} autoStake={autoStake} />
        </>
      )}
      <div>
        <Button kind="main" type="submit">
          {t('form.continue')}
        </Button>
      </div>
    </form>
  )
}
