import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callVeto } from '../../transactions/governance-calls.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import styles from './my-part.module.css'
import { isReason, Reason, useWork, type WorkProps } from './work.tsx'

/** The guardian stops a proposal before its action. */
export function Veto(props: WorkProps) {
  const { t } = useTranslation('governance')
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const { prepare, signing } = useWork('veto', props)
  if (signing !== undefined) return signing
  return (
    <form
      className={classes(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (isReason(reason)) prepare(callVeto(props.proposal.id, reason.trim()))
      }}
    >
      <p>{t('work.vetoLead')}</p>
      <Reason
        label={t('work.vetoReason')}
        value={reason}
        onChange={setReason}
        isChecked={isChecked}
      />
      <Button type="submit">{t('work.veto')}</Button>
    </form>
  )
}
