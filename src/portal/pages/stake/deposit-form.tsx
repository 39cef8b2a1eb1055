import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../format/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { AmountField, readAmount, useAmountBounds } from './amount-field.tsx'
import type { BucketFormProps } from './bucket-action-panel.tsx'
import { stepsToDeposit } from './bucket-steps.ts'
import { VotesFigure } from './effect-panel.tsx'
import styles from './stake.module.css'

/** How many coins join the bucket. */
export function DepositForm({ bucket, onReady }: BucketFormProps) {
  const { t } = useTranslation('stake')
  const format = useFormat()
  // Any amount may join a bucket, however small.
  const bounds = { ...useAmountBounds(), leastRau: 1n }
  const [amount, setAmount] = useState('')
  const [isChecked, setChecked] = useState(false)
  const read = readAmount(amount, bounds, t, format)
  const { autoStake, durationDays, selfStake } = bucket
  return (
    <form
      className={classes(styles.form)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if ('rau' in read) onReady(stepsToDeposit(bucket, read.rau))
      }}
    >
      {autoStake ? null : <Notice>{t('actions.deposit.needsAuto')}</Notice>}
      <AmountField
        label={t('actions.deposit.amount')}
        value={amount}
        bounds={bounds}
        error={isChecked && 'error' in read ? read.error : undefined}
        onChange={setAmount}
      />
      {'rau' in read ? (
        <VotesFigure
          label={t('effect.newVotes')}
          input={{
            amountRau: BigInt(bucket.amountRau) + read.rau,
            durationDays,
            autoStake: true,
            selfStake,
          }}
        />
      ) : null}
      <div>
        <Button kind="main" type="submit">
          {t('form.continue')}
        </Button>
      </div>
    </form>
  )
}
