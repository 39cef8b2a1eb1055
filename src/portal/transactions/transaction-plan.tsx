import { lazy, Suspense } from 'react'
import { Skeleton } from '../ui/skeleton.tsx'
import { useWalletNetwork } from '../wallet/use-wallet-network.ts'
import { WalletGate } from '../wallet/wallet-gate.tsx'
import type { PlannedStep } from './plan-store.ts'

// With it come viem and the ABIs: only who is about to sign loads them.
const PlanView = lazy(async () => ({ default: (await import('./plan-view.tsx')).PlanView }))

export interface TransactionPlanProps {
  /** Names the plan in the browser, such as `claim` or `stake`: one of each name is kept per account. */
  readonly planId: string
  readonly steps: readonly PlannedStep[]
  /** All steps are in blocks and done. */
  readonly onDone?: () => void
}

/**
 * Everything that has to be signed, listed before the first signature; the current step in words that are read from the very bytes
 * to sign, tried out on the node, signed, and followed into its block. A reload goes on where it was.
 */
export function TransactionPlan(props: TransactionPlanProps) {
  const network = useWalletNetwork()
  return (
    <WalletGate>
      {(wallet) =>
        network === undefined ? null : (
          <Suspense fallback={<Skeleton lines={3} />}>
            <PlanView
              {...props}
              // Another account has another plan.
              key={wallet.address}
              account={wallet.address}
              network={network}
            />
          </Suspense>
        )
      }
    </WalletGate>
  )
}
