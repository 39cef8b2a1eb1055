import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { callWithdrawProposal } from '../../transactions/governance-calls.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Signing } from './signing.tsx'

/** The proposer takes the proposal back, as long as it has not qualified. */
export function MyWithdrawal({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('mine.withdraw')}</Button>
      <Dialog title={t('mine.withdrawTitle')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>{t('mine.withdrawLead')}</p>
        <Signing
          planId={`withdraw-${proposal.id}`}
          call={callWithdrawProposal(proposal.id)}
          onLeave={() => setOpen(false)}
        />
      </Dialog>
    </>
  )
}
