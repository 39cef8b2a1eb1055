import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAddress } from 'viem'
import { type Address, parseHexAddress } from '#base/address.ts'
import { accountQuery } from '../../data/chain-queries.ts'
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

const IO_FORM = /^io1[0-9a-z]{38}$/

/** What was typed as an address; undefined unless it is one, with the right checksum where it has one. The server reads the io1 form. */
function useAddress(typed: string): Address | undefined {
  const text = typed.trim()
  const isIo = IO_FORM.test(text)
  const { data } = useQuery({ ...accountQuery(text), enabled: isIo, retry: false })
  if (isIo) return data === undefined ? undefined : parseHexAddress(data.address)
  return isAddress(text) ? parseHexAddress(text) : undefined
}
