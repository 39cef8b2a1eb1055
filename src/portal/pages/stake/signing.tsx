import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { hasBegunPlan, type PlannedStep } from '../../transactions/plan-store.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Notice } from '../../ui/notice.tsx'
import { useWalletNetwork } from '../../wallet/use-wallet-network.ts'
import { useWallet } from '../../wallet/wallet-state.ts'
import styles from './stake.module.css'

/** Whether the account that is connected has begun to sign a plan of this name and not finished it; undefined without a wallet. */
export function useHasBegun(planId: string): boolean | undefined {
  const wallet = useWallet()
  const network = useWalletNetwork()
  if (wallet.status !== 'connected' || network === undefined) return undefined
  return hasBegunPlan({ chainId: network.chainId, account: wallet.address, planId })
}

/** A plan to sign, and where to go from there. */
export function Signing({
  planId,
  steps,
  onDone,
  links,
}: {
  readonly planId: string
  readonly steps: readonly PlannedStep[]
  readonly onDone?: () => void
  /** Beside the way to my stake, once all is done. */
  readonly links?: ReactNode
}) {
  const { t } = useTranslation('stake')
  const isBegun = useHasBegun(planId)
  // As it was when the wallet came: what is signed here and now is no surprise.
  const [wasBegun, setWasBegun] = useState(isBegun)
  if (wasBegun === undefined && isBegun !== undefined) setWasBegun(isBegun)
  const [isDone, setDone] = useState(false)
  return (
    <>
      {wasBegun === true && !isDone ? <Notice kind="info">{t('sign.begun')}</Notice> : null}
      <TransactionPlan
        planId={planId}
        steps={steps}
        onDone={() => {
          setDone(true)
          onDone?.()
        }}
      />
      {isDone ? (
        <div className={classes(styles.links)}>
          <ButtonLink to="/my-stake" kind="main">
            {t('next.myStake')}
          </ButtonLink>
          {links}
        </div>
      ) : null}
    </>
  )
}
