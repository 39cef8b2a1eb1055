import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import type { Schemas } from '../../data/queries.ts'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'

/** The new version of a profile, to sign. */
export function SignProfile({
  delegate,
  planId,
  call,
  onLeave,
}: {
  readonly delegate: Schemas['Delegate']
  readonly planId: string
  readonly call: SystemCall
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('delegate')
  const [isDone, setDone] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  // The button that led here is gone, and the focus with it.
  useEffect(() => place.current?.focus(), [])
  return (
    <>
      <div ref={place} tabIndex={-1}>
        <TransactionPlan
          planId={planId}
          steps={[{ id: 'profile', call }]}
          onDone={() => setDone(true)}
        />
      </div>
      <div>
        {isDone ? (
          <ButtonLink
            to="/delegates/$delegate"
            params={{ delegate: delegate.name }}
            search={{ tab: 'history' }}
          >
            {t('edit.seeVersions')}
          </ButtonLink>
        ) : (
          <Button kind="quiet" onPress={onLeave}>
            {t('edit.change')}
          </Button>
        )}
      </div>
    </>
  )
}
