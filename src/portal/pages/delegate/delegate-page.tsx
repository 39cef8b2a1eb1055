import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { delegateQuery, type Schemas } from '../../data/queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useWallet } from '../../wallet/wallet-state.ts'
import { RoleBadge, StandingBadges } from '../delegates/role-badge.tsx'
import { Discussion } from '../../discussion/discussion.tsx'
import { DELEGATE_TABS } from './delegate-tabs.ts'
import { History } from './history.tsx'
import { GovernanceRecord } from './governance-record.tsx'
import { Overview } from './overview.tsx'
import { Performance } from './performance.tsx'
import { Rewards } from './rewards.tsx'
import { Voters } from './voters.tsx'

const route = getRouteApi('/delegates/$delegate')

const CONTENTS = {
  overview: Overview,
  performance: Performance,
  rewards: Rewards,
  voters: Voters,
  governance: GovernanceRecord,
  history: History,
  discussion: DelegateThread,
} as const

/** Everything about one delegate. */
export function DelegatePage() {
  const { t } = useTranslation('delegate')
  const { t: tStake } = useTranslation('stake')
  const { delegate: reference } = route.useParams()
  // A new profile is no event of the stream.
  const query = useQuery({ ...delegateQuery(reference), refetchOnMount: 'always' })
  const wallet = useWallet()
  const isOwner =
    wallet.status === 'connected' &&
    wallet.address.toLowerCase() === query.data?.owner.toLowerCase()
  if (query.error instanceof ApiError && query.error.code === 'not-found') return <NotFoundPage />
  return (
    <Page
      title={query.data?.displayName ?? reference}
      lead={query.data === undefined ? undefined : <Lead delegate={query.data} />}
      aside={
        <>
          <ButtonLink kind="main" to="/stake" search={{ delegate: query.data?.name ?? reference }}>
            {tStake('title')}
          </ButtonLink>
          <ButtonLink to="/compare" search={{ delegates: [query.data?.name ?? reference] }}>
            {t('compare')}
          </ButtonLink>
          {isOwner ? (
            <ButtonLink to="/delegates/$delegate/edit" params={{ delegate: reference }}>
              {t('edit.open')}
            </ButtonLink>
          ) : null}
        </>
      }
    >
      <QueryState query={query} lines={10}>
        {(delegate) => <Contents delegate={delegate} />}
      </QueryState>
    </Page>
  )
}

function Lead({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  return (
    <>
      {delegate.name === delegate.displayName ? null : `${delegate.name} · `}
      <RoleBadge role={delegate.role} /> <StandingBadges delegate={delegate} />
      {delegate.reason === null ? null : ` ${t('why', { reason: delegate.reason })}`}
    </>
  )
}

function Contents({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  const { t } = useTranslation('delegate')
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Tabs
      label={t('parts')}
      selected={tab}
      onSelect={(id) =>
        void navigate({ search: id === 'overview' ? {} : { tab: id }, replace: true })
      }
      tabs={DELEGATE_TABS.map((id) => {
        const Content = CONTENTS[id]
        return { id, title: t(`tabs.${id}`), content: () => <Content delegate={delegate} /> }
      })}
    />
  )
}

function DelegateThread({ delegate }: { readonly delegate: Schemas['Delegate'] }) {
  return <Discussion subject={`delegate:${delegate.id.toLowerCase()}`} />
}
