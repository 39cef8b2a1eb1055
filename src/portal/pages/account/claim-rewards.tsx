import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { callClaim } from '../../transactions/calls.ts'
import { hasBegunPlan } from '../../transactions/plan-store.ts'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/page.tsx'
import { Coins } from '../../ui/values.tsx'
import { useWalletNetwork } from '../../wallet/use-wallet-network.ts'

const PLAN = 'claim'

/** Has everything paid that was granted to the account and not claimed yet. */
export function ClaimRewards({ account }: { readonly account: Schemas['Account'] }) {
  const { t } = useTranslation('account')
  const network = useWalletNetwork()
  // Fixed when it is opened: new grants are for the next time.
  const [amount, setAmount] = useState<string>()
  const unclaimed = amount ?? account.unclaimedRau
  const steps = useMemo(() => [{ id: 'claim', call: callClaim(BigInt(unclaimed)) }], [unclaimed])
  const isBegun =
    network !== undefined &&
    hasBegunPlan({ chainId: network.chainId, account: account.address, planId: PLAN })
  const isOpen = amount !== undefined || isBegun
  if (!isOpen && account.unclaimedRau === '0') return null
  return (
    <Panel title={t('claimTitle')}>
      {isOpen ? (
        <TransactionPlan planId={PLAN} steps={steps} />
      ) : (
        <p>
          <Coins rau={account.unclaimedRau} />{' '}
          <Button kind="main" onPress={() => setAmount(account.unclaimedRau)}>
            {t('claim')}
          </Button>
        </p>
      )}
    </Panel>
  )
}
