import { useTranslation } from 'react-i18next'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import type { Schemas } from '../../data/queries.ts'
import { countBytes } from '../../format/count-bytes.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { TextField } from '../../ui/field.tsx'
import { Signing } from './signing.tsx'

/** Longest reason that the chain takes, in bytes. */
const MAX_REASON_BYTES = 1_024

export interface WorkProps {
  readonly proposal: Schemas['Proposal']
  readonly account: string
}

/** A form whose call is signed in its place. */
export function useWork(name: string, { proposal, account }: WorkProps) {
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

/** Why, for everybody to read. */
export function Reason({
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

export function isReason(text: string): boolean {
  const bytes = countBytes(text.trim())
  return bytes >= 1 && bytes <= MAX_REASON_BYTES
}
