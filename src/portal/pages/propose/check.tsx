import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { proposeCall, type ProposalContent } from '#sdk/actions/propose.ts'
import type { ProposalClass } from '#sdk/governance/names.ts'
import { useFormat } from '../../format/use-format.ts'
import { Effect } from '../../governance/effect.tsx'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { WalletGate } from '../../wallet/wallet-gate.tsx'
import { useNetwork } from '../../data/use-network.ts'
import { CheckList } from './check-list.tsx'
import { chainCheckQuery } from './chain-check.ts'
import { payloadOf } from './payload-of.ts'

const PLAN_ID = 'propose'

/** What was written, as the bytes that would be signed say it; whether the network would take it; and the way to sign it. */
export function Check({
  content,
  proposalClass,
  onDone,
}: {
  readonly content: ProposalContent
  readonly proposalClass: ProposalClass
  /** It is on chain, by this account. */
  readonly onDone: (proposer: string) => void
}) {
  const { t } = useTranslation('propose')
  return (
    <>
      <h3>{t('itWould')}</h3>
      <Effect payload={payloadOf(content)} />
      <WalletGate>
        {(wallet) => (
          <Checked
            content={content}
            proposalClass={proposalClass}
            account={wallet.address}
            onDone={() => onDone(wallet.address)}
          />
        )}
      </WalletGate>
    </>
  )
}

function Checked({
  content,
  proposalClass,
  account,
  onDone,
}: {
  readonly content: ProposalContent
  readonly proposalClass: ProposalClass
  readonly account: `0x${string}`
  readonly onDone: () => void
}) {
  const { t } = useTranslation('propose')
  const format = useFormat()
  const epoch = useNetwork().data?.epoch.epoch
  const query = useQuery(chainCheckQuery(content, proposalClass, account, epoch))
  const depositRau = query.data?.depositRau
  const steps = useMemo(
    () =>
      depositRau === undefined ? [] : [{ id: 'propose', call: proposeCall(content, depositRau) }],
    [content, depositRau],
  )
  return (
    <QueryState query={query} lines={6}>
      {(check) => (
        <>
          <CheckList check={check} proposalClass={proposalClass} payload={content.payload} />
          {check.refusal === undefined ? (
            <>
              <h3>{t('sign')}</h3>
              <p>{t('depositText', { rau: format.coins(check.depositRau) })}</p>
              <TransactionPlan planId={PLAN_ID} steps={steps} onDone={onDone} />
            </>
          ) : null}
        </>
      )}
    </QueryState>
  )
}
