import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Command } from '../../ui/command.tsx'
import styles from './register.module.css'

/** A registration to sign, and what comes after it. */
export function SignRegistration({
  planId,
  call,
  delegate,
  onLeave,
}: {
  readonly planId: string
  readonly call: SystemCall
  /** Name of the delegate that the account owns, once the index knows it. */
  readonly delegate: string | undefined
  readonly onLeave: () => void
}) {
  const { t } = useTranslation('delegate')
  const [isDone, setDone] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  // The button that led here is gone, and the focus with it.
  useEffect(() => place.current?.focus(), [])
  return (
    <>
      <div ref={place} tabIndex={-1} className={classes(styles.place)}>
        <TransactionPlan
          planId={planId}
          steps={[{ id: 'register', call }]}
          onDone={() => setDone(true)}
        />
      </div>
      {isDone ? (
        delegate === undefined ? null : (
          <Next delegate={delegate} />
        )
      ) : (
        <div>
          <Button kind="quiet" onPress={onLeave}>
            {t('edit.change')}
          </Button>
        </div>
      )}
    </>
  )
}

/** What a new delegate still has to do: its keys, which never leave the machine of its node, and its profile. */
function Next({ delegate }: { readonly delegate: string }) {
  const { t } = useTranslation('delegate')
  return (
    <>
      <p>{t('register.keys')}</p>
      <Command>{`boule keys new ${delegate}-keys.json`}</Command>
      <Command>{`boule keys set ${delegate} ${delegate}-keys.json`}</Command>
      <div>
        <ButtonLink to="/delegates/$delegate/edit" params={{ delegate }} kind="main">
          {t('register.profile')}
        </ButtonLink>
        <ButtonLink to="/delegates/$delegate" params={{ delegate }} kind="quiet">
          {t('register.toDelegate')}
        </ButtonLink>
      </div>
    </>
  )
}
