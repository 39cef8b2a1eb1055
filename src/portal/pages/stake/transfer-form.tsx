import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '../../data/use-address.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { BucketFormProps } from './bucket-action-panel.tsx'
import { stepsToTransfer } from './bucket-steps.ts'
import styles from './stake.module.css'

/** Who gets the bucket. */
export function TransferForm({ bucket, onReady }: BucketFormProps) {
  const { t } = useTranslation('stake')
  const [text, setText] = useState('')
  const [isChecked, setChecked] = useState(false)
  const owner = useAddress(text)
  return (
    <form
      className={classes(styles.form)}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (owner !== undefined) onReady(stepsToTransfer(bucket, owner))
      }}
    >
      <Notice kind="warning">{t('actions.transfer.warning')}</Notice>
      <TextField
        label={t('actions.transfer.to')}
        hint={t('actions.transfer.toHint')}
        value={text}
        onChange={setText}
        error={isChecked && owner === undefined ? t('errors.address') : undefined}
        autoComplete="off"
        spellCheck="false"
        maxLength={60}
      />
      <div>
        <Button kind="main" type="submit">
          {t('form.continue')}
        </Button>
      </div>
    </form>
  )
}
