import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { accountQuery } from '../../data/chain-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { countBytes } from '../../format/count-bytes.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import { useFormat } from '../../format/use-format.ts'
import {
  callReportProgress,
  callReviewDirective,
  callSignalReady,
} from '../../transactions/delegate-calls.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { RadioChoice } from '../../ui/radio-choice.tsx'
import styles from './my-part.module.css'
import { Signing } from './signing.tsx'

type Proposal = Schemas['Proposal']

/** Longest reason that the chain takes, in bytes. */
const MAX_REASON_BYTES = 1_024

interface WorkProps {
  readonly proposal: Proposal
  readonly account: string
}

/** What a decision asks of the connected account: to carry it out, to judge whether it was, or to get ready for it. */
export function MyWork({ proposal, account }: WorkProps) {
  const { state, details, payload } = proposal
  const own = useQuery(accountQuery(account)).data
  const isDelegate = own !== undefined && (own.owns ?? own.operates) !== null
  if (state === 'signalling' && isDelegate) return <Ready proposal={proposal} account={account} />
  if (payload.kind !== 'directive' || details === null) return null
  const isAssignee = isSame(payload.assignee, account)
  if ((state === 'assigned' || state === 'in-progress') && isAssignee) {
    return <Report proposal={proposal} account={account} />
  }
  const mayReview = isSame(proposal.proposer, account) || (own?.owns ?? null) !== null
  return state === 'review' && mayReview && !isAssignee ? (
    <Review proposal={proposal} account={account} />
  ) : null
}

function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

/** A form whose call is signed in its place. */
function useWork(name: string, { proposal, account }: WorkProps) {
  const planId = `${name}-${proposal.id}`
  const [call, setCall] = usePreparedCall(planId, account)
  return {
    prepare: (prepared: SystemCall) => setCall(prepared),
    signing:
      call === undefined ? undefined : (
        <Signing planId={planId} call={call} onLeave={() => setCall(undefined)} />
      ),
  }
}

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

function Reason({
  label,
  value,
  onChange,
  isChecked,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly isChecked: boolean
}) {
  const { t } = useTranslation('governance')
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      error={isChecked && !isReason(value) ? t('work.badReason') : undefined}
    />
  )
}

function isReason(text: string): boolean {
  const bytes = countBytes(text.trim())
  return bytes >= 1 && bytes <= MAX_REASON_BYTES
}
