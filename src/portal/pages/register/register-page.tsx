import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountQuery } from '../../data/chain-queries.ts'
import { useRules } from '../../governance/use-rules.ts'
import { callRegisterDelegate } from '../../transactions/delegate-calls.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { type ConnectedWallet, WalletGate } from '../../wallet/wallet-gate.tsx'
import { RegisterForm } from './register-form.tsx'
import { SignRegistration } from './sign-registration.tsx'

const PLAN = 'register'

/** Somebody becomes a delegate: the account that is connected owns it. */
export function RegisterPage() {
  const { t } = useTranslation('delegate')
  return (
    <Page title={t('register.title')} lead={t('register.lead')}>
      <WalletGate>{(wallet) => <Register key={wallet.address} wallet={wallet} />}</WalletGate>
    </Page>
  )
}

function Register({ wallet }: { readonly wallet: ConnectedWallet }) {
  const { t } = useTranslation('delegate')
  const [call, setCall] = usePreparedCall(PLAN, wallet.address)
  const query = useQuery(accountQuery(wallet.address))
  const rules = useRules()
  return (
    <QueryState query={query} lines={8}>
      {(account) => (
        <>
          {account.owns === null || call !== undefined ? null : (
            <Notice kind="warning">
              <p>{t('register.ownsOne', { name: account.owns.name ?? account.owns.id })}</p>
              <ButtonLink to="/delegates/$delegate" params={{ delegate: account.owns.id }}>
                {t('register.toDelegate')}
              </ButtonLink>
            </Notice>
          )}
          <Panel title={t('register.panel')}>
            {call === undefined ? (
              <RegisterForm
                account={account}
                address={wallet.address}
                rules={rules}
                onReady={(registration) => setCall(callRegisterDelegate(registration))}
              />
            ) : (
              <SignRegistration
                planId={PLAN}
                call={call}
                delegate={account.owns?.name ?? undefined}
                onLeave={() => setCall(undefined)}
              />
            )}
          </Panel>
        </>
      )}
    </QueryState>
  )
}
