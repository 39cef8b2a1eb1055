import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlannedStep } from '../../transactions/plan-store.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { type BucketAction, stepsToUnlock, stepsToWithdraw } from './bucket-steps.ts'
import { DepositForm } from './deposit-form.tsx'
import { type Bucket, lockOf } from './lock.ts'
import { MoveForm } from './move-form.tsx'
import { RestakeForm } from './restake-form.tsx'
import { Signing, useHasBegun } from './signing.tsx'
import { TransferForm } from './transfer-form.tsx'
import { UnlockPath } from './unlock-path.tsx'
import { WithdrawState } from './withdraw-state.tsx'

export interface BucketFormProps {
  readonly bucket: Bucket
  /** All is filled in: what is to be signed. */
  readonly onReady: (steps: readonly PlannedStep[]) => void
}

/** What is to be filled in for an action, then its plan. A plan that was begun comes first. */
export function BucketActionPanel({
  action,
  bucket,
  nowSeconds,
  delegate,
}: {
  readonly action: BucketAction
  readonly bucket: Bucket
  readonly nowSeconds: number
  readonly delegate: string | undefined
}) {
  const { t } = useTranslation('stake')
  const planId = `${action}-${bucket.index}`
  const isBegun = useHasBegun(planId)
  // What is signed stays as it was shown, also when the bucket changes by it.
  const [ready, setReady] = useState<readonly PlannedStep[]>()
  const [hasJumped, setJumped] = useState(false)
  const possible = ready === undefined ? withoutForm(action, bucket, nowSeconds) : undefined
  if (possible !== undefined) setReady(possible)
  if (isBegun === true && !hasJumped) {
    setJumped(true)
    setReady(ready ?? [])
  }
  const hasForm = action !== 'unlock' && action !== 'withdraw'

  return (
    <Panel
      title={t(hasForm && ready === undefined ? 'steps.choose' : 'sign.title')}
      aside={
        hasForm && ready !== undefined ? (
          <Button onPress={() => setReady(undefined)}>{t('form.change')}</Button>
        ) : undefined
      }
    >
      {action === 'unlock' ? <UnlockPath bucket={bucket} nowSeconds={nowSeconds} /> : null}
      {action === 'withdraw' ? (
        <WithdrawState lock={lockOf(bucket, nowSeconds)} bucket={bucket.index} />
      ) : null}
      {ready === undefined ? (
        <ActionForm action={action} bucket={bucket} delegate={delegate} onReady={setReady} />
      ) : (
        <Signing planId={planId} steps={ready} />
      )}
    </Panel>
  )
}

/** The steps of what needs no form; undefined when there is a form, or nothing to sign yet. */
function withoutForm(
  action: BucketAction,
  bucket: Bucket,
  nowSeconds: number,
): readonly PlannedStep[] | undefined {
  const steps =
    action === 'unlock'
      ? stepsToUnlock(bucket, nowSeconds)
      : action === 'withdraw'
        ? stepsToWithdraw(bucket, nowSeconds)
        : []
  return steps.length === 0 ? undefined : steps
}

function ActionForm({
  action,
  delegate,
  ...props
}: BucketFormProps & {
  readonly action: BucketAction
  readonly delegate: string | undefined
}) {
  switch (action) {
    case 'move':
      return <MoveForm {...props} delegate={delegate} />
    case 'deposit':
      return <DepositForm {...props} />
    case 'restake':
      return <RestakeForm {...props} />
    case 'transfer':
      return <TransferForm {...props} />
    case 'unlock':
    case 'withdraw':
      return null
  }
}
