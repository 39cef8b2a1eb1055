import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { callAttest } from '../../transactions/delegate-calls.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Command } from '../../ui/command.tsx'
import { TextField } from '../../ui/field.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import styles from './my-part.module.css'
import { useWork, type WorkProps } from './work.tsx'

const HASH = /^0x[0-9a-f]{64}$/i

/** A delegate says what came out of the preflight of a software change. */
export function Attestation(props: WorkProps) {
  const { t } = useTranslation('governance')
  const [verdict, setVerdict] = useState<'good' | 'bad'>()
  const [hash, setHash] = useState('')
  const [isChecked, setChecked] = useState(false)
  const { prepare, signing } = useWork('attest', props)
  if (signing !== undefined) return signing
  const { id, root } = props.proposal
  const reportHash = hash.trim()
  return (
    <form
      className={classes(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (verdict === undefined || !HASH.test(reportHash)) return
        prepare(callAttest(id, root as Hex, verdict === 'good', reportHash as Hex))
      }}
    >
      <p>{t('work.attestLead')}</p>
      <Command>{`boule proposal preflight ${id}`}</Command>
      <RadioChoice
        label={t('work.verdict')}
        value={verdict}
        options={[
          ['good', t('work.good')],
          ['bad', t('work.bad')],
        ]}
        onChange={setVerdict}
        hint={isChecked && verdict === undefined ? t('work.chooseVerdict') : undefined}
      />
      <TextField
        label={t('work.reportHash')}
        value={hash}
        onChange={setHash}
        autoComplete="off"
        spellCheck="false"
        maxLength={80}
        error={isChecked && !HASH.test(reportHash) ? t('work.badHash') : undefined}
      />
      <Button type="submit">{t('work.attest')}</Button>
    </form>
  )
}
