import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ProposalContent } from '#sdk/actions/propose.ts'
import type { ProposalClass } from '#sdk/governance/names.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Effect } from '../../governance/effect.tsx'
import { TransactionPlan } from '../../transactions/transaction-plan.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { WalletGate } from '../../wallet/wallet-gate.tsx'
import { useNetwork } from '../../data/use-network.ts'
import { CheckList } from './check-list.tsx'
import { type Attempt, attemptCall, chainCheckQuery } from './chain-check.ts'
import { payloadOf } from './payload-of.ts'

/** What was written, as the bytes that would be signed say it; whether the network would take it; and the way to sign it. */
export function Check({
  content,
  proposalClass,
  revised,
  onDone,
}: {
  readonly content: ProposalContent
  readonly proposalClass: ProposalClass
  /** The proposal that this is a revision of; undefined for a new one. */
  readonly revised: Schemas['Proposal'] | undefined
  /** It is on chain, by this account. */
  readonly onDone: (proposer: string) => void
}) {
  const { t } = useTranslation('propose')
  const payload = payloadOf(content)
  const isReworded = JSON.stringify(payload) === JSON.stringify(revised?.payload)
  return (
    <>
      <h3>{t('itWould')}</h3>
      <Effect payload={payload} />
      {revised === undefined ? null : (
        <Notice kind={isReworded ? 'info' : 'warning'}>
          {t(isReworded ? 'revise.keepsSupport' : 'revise.dropsSupport')}
        </Notice>
      )}
      <WalletGate>
        {({ address }) => (
          <Checked
            attempt={{ content, class: proposalClass, revised: revised?.id, account: address }}
            onDone={() => onDone(address)}
          />
        )}
      </WalletGate>
    </>
  )
}

function Checked({ attempt, onDone }: { readonly attempt: Attempt; readonly onDone: () => void }) {
  const { t } = useTranslation('propose')
  const format = useFormat()
  const epoch = useNetwork().data?.epoch.epoch
  const query = useQuery(chainCheckQuery(attempt, epoch))
  const depositRau = query.data?.depositRau
  const { revised } = attempt
  const steps =
    depositRau === undefined ? [] : [{ id: 'propose', call: attemptCall(attempt, depositRau) }]
  return (
    <QueryState query={query} lines={6}>
      {(check) => (
        <>
          <CheckList check={check} attempt={attempt} />
          {check.refusal === undefined ? (
            <>
              <h3>{t('sign')}</h3>
              <p>
                {revised === undefined
                  ? t('depositText', { rau: format.coins(check.depositRau) })
                  : t('revise.noDeposit')}
              </p>
              <TransactionPlan
                planId={revised === undefined ? 'propose' : `revise-${revised}`}
                steps={steps}
                onDone={onDone}
              />
            </>
          ) : null}
        </>
      )}
    </QueryState>
  )
}
