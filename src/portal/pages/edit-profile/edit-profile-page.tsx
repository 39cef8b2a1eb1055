import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { delegateQuery, type Schemas } from '../../data/queries.ts'
import { callSetProfile } from '../../transactions/delegate-calls.ts'
import { usePreparedCall } from '../../transactions/use-prepared-call.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { shorten } from '../../ui/values.tsx'
import { type ConnectedWallet, WalletGate } from '../../wallet/wallet-gate.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SignProfile } from './sign-profile.tsx'

const route = getRouteApi('/delegates/$delegate/edit')

/** The owner of a delegate publishes a new version of its profile. */
export function EditProfilePage() {
  const { t } = useTranslation('delegate')
  const { delegate: reference } = route.useParams()
  const query = useQuery(delegateQuery(reference))
  if (query.error instanceof ApiError && query.error.status === 404) return <NotFoundPage />
  return (
    <Page
      title={t('edit.title', { name: query.data?.name ?? reference })}
      lead={t('edit.lead')}
      aside={
        <ButtonLink to="/delegates/$delegate" params={{ delegate: reference }}>
          {t('edit.back')}
        </ButtonLink>
      }
    >
      <QueryState query={query} lines={8}>
        {(delegate) => (
          <WalletGate>
            {(wallet) => <Edit key={wallet.address} delegate={delegate} wallet={wallet} />}
          </WalletGate>
        )}
      </QueryState>
    </Page>
  )
}

function Edit({
  delegate,
  wallet,
}: {
  readonly delegate: Schemas['Delegate']
  readonly wallet: ConnectedWallet
}) {
  const { t } = useTranslation('delegate')
  const planId = `profile-${delegate.id.toLowerCase()}`
  const [call, setCall] = usePreparedCall(planId, wallet.address)
  const isOwner = wallet.address.toLowerCase() === delegate.owner.toLowerCase()
  return (
    <>
      {isOwner ? null : (
        <Notice kind="warning">
          {t('edit.notYours', {
            owner: shorten(delegate.owner),
            account: shorten(wallet.address),
          })}
        </Notice>
      )}
      <Panel title={t('profile')}>
        {call === undefined ? (
          <ProfileForm
            profile={delegate.profile}
            onReady={(content) => setCall(callSetProfile(content))}
          />
        ) : (
          <SignProfile
            delegate={delegate}
            planId={planId}
            call={call}
            onLeave={() => setCall(undefined)}
          />
        )}
      </Panel>
    </>
  )
}
