import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import styles from './my-part.module.css'

/** One call to sign. Afterwards, or before the signature, the same place can be used for another one. */
export function Signing({
  planId,
  call,
  onLeave,
}: {
  readonly planId: string
  readonly call: SystemCall
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('governance')
  const [isDone, setDone] = useState(false)
  const onDone = useCallback(() => setDone(true), [])
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that led here is gone, and the focus with it.
    if (document.activeElement === document.body) place.current?.focus()
  }, [])
  return (
    <div ref={place} tabIndex={-1} className={classes(styles.signing)}>
      <TransactionPlan planId={planId} steps={[{ id: 'call', call }]} onDone={onDone} />
      <Button kind="quiet" onPress={onLeave}>
        {t(isDone ? 'mine.again' : 'mine.back')}
      </Button>
    </div>
  )
}
