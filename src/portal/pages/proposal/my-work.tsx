import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accountQuery } from '../../data/chain-queries.ts'
import { useNetwork } from '../../data/use-network.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import { useRules } from '../../governance/use-rules.ts'
import {
  callReportProgress,
  callReviewDirective,
  callSignalReady,
} from '../../transactions/delegate-calls.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import styles from './my-part.module.css'
import { Attestation } from './attestation.tsx'
import { tasksOf } from './tasks.ts'
import { Veto } from './veto.tsx'
import { isReason, Reason, useWork, type WorkProps } from './work.tsx'

/** What a decision asks of the connected account: to try it out, to carry it out, to judge whether it was, to get ready for it, or to stop it. */
export function MyWork(props: WorkProps) {
  const own = useQuery(accountQuery(props.account)).data
  const rules = useRules()
  const epoch = useNetwork().data?.epoch.epoch
  const tasks = tasksOf(props.proposal, { account: props.account, own, rules, epoch })
  return (
    <>
      {tasks.map((task) => {
        const Task = TASKS[task]
        return <Task key={task} {...props} />
      })}
    </>
  )
}

const TASKS = {
  attest: Attestation,
  ready: Ready,
  report: Report,
  review: Review,
  veto: Veto,
} as const

function Ready(props: WorkProps) {
  const { t } = useTranslation('governance')
  const { prepare, signing } = useWork('ready', props)
  if (signing !== undefined) return signing
  return (
    <>
      <p>{t('work.readyLead')}</p>
      <Button onPress={() => prepare(callSignalReady(props.proposal.id))}>{t('work.ready')}</Button>
    </>
  )
}

function Report(props: WorkProps) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const [percent, setPercent] = useState('100')
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const { prepare, signing } = useWork('report', props)
  if (signing !== undefined) return signing
  const value = parseDecimalText(percent, 1n, format.locale)
  const isPercent = value !== undefined && value <= 100n
  return (
    <form
      className={classes(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (isPercent && isReason(reason)) {
          prepare(callReportProgress(props.proposal.id, Number(value), reason.trim()))
        }
      }}
    >
      <p>{t('work.reportLead')}</p>
      <TextField
        label={t('work.percent')}
        value={percent}
        onChange={setPercent}
        inputMode="numeric"
        maxLength={3}
        error={isChecked && !isPercent ? t('work.badPercent') : undefined}
      />
      <Reason label={t('work.what')} value={reason} onChange={setReason} isChecked={isChecked} />
      <Button kind="main" type="submit">
        {t('work.report')}
      </Button>
    </form>
  )
}

function Review(props: WorkProps) {
  const { t } = useTranslation('governance')
  const [choice, setChoice] = useState<'accept' | 'back'>('accept')
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const { prepare, signing } = useWork('review', props)
  if (signing !== undefined) return signing
  return (
    <form
      className={classes(styles.form)}
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (!isReason(reason)) return
        prepare(callReviewDirective(props.proposal.id, choice === 'accept', reason.trim()))
      }}
    >
      <RadioChoice
        label={t('work.reviewLead')}
        value={choice}
        options={[
          ['accept', t('work.accept')],
          ['back', t('work.sendBack')],
        ]}
        onChange={setChoice}
      />
      <Reason label={t('work.why')} value={reason} onChange={setReason} isChecked={isChecked} />
      <Button kind="main" type="submit">
        {t('work.review')}
      </Button>
    </form>
  )
}
