import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { proposalsQuery } from '../../data/governance-queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Page } from '../../ui/page.tsx'
import { Empty, QueryState } from '../../ui/query-state.tsx'
import { WalletGate } from '../../wallet/wallet-gate.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { ProposalFilterForm } from './proposal-filters.tsx'
import type { ProposalsSearch } from './proposals-search.ts'
import styles from './proposals.module.css'
import { useProposalsToVote } from './use-proposals-to-vote.ts'

const route = getRouteApi('/proposals')

/** All proposals, the newest first, narrowed down by what stands in the address. */
export function ProposalsPage() {
  const { t } = useTranslation('governance')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      aside={
        <>
          <ButtonLink to="/parameters">{t('list.parameters')}</ButtonLink>
          <ButtonLink to="/propose" kind="main">
            {t('list.propose')}
          </ButtonLink>
        </>
      }
    >
      <ProposalFilterForm
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      />
      {search.needsVote === true ? (
        <WalletGate>{(wallet) => <ToVote account={wallet.address} />}</WalletGate>
      ) : (
        <All search={search} />
      )}
    </Page>
  )
}

function All({ search }: { readonly search: ProposalsSearch }) {
  const { t } = useTranslation('governance')
  const { t: tCommon } = useTranslation()
  const query = useInfiniteQuery(proposalsQuery(search))
  return (
    <QueryState query={query} lines={8}>
      {(proposals) => (
        <>
          <Found count={proposals.length} hasMore={query.hasNextPage} />
          {proposals.length === 0 ? <Empty>{t('list.empty')}</Empty> : null}
          <ul className={classes(styles.list)} aria-label={t('list.title')}>
            {proposals.map((proposal) => (
              <ProposalCard key={proposal.id} proposal={proposal} />
            ))}
          </ul>
          <div className={classes(styles.foot)}>
            {query.hasNextPage ? (
              <Button
                isDisabled={query.isFetchingNextPage}
                onPress={() => void query.fetchNextPage()}
              >
                {tCommon('actions.more')}
              </Button>
            ) : null}
            {proposals.length === 0 ? null : (
              <a href={csvUrl(search)} download>
                {tCommon('actions.csv')}
              </a>
            )}
          </div>
        </>
      )}
    </QueryState>
  )
}

function ToVote({ account }: { readonly account: string }) {
  const { t } = useTranslation('governance')
  const query = useProposalsToVote(account)
  return (
    <QueryState query={query}>
      {(proposals) => (
        <>
          <Found count={proposals.length} hasMore={false} />
          {proposals.length === 0 ? <Empty>{t('list.nothingToVote')}</Empty> : null}
          <ul className={classes(styles.list)} aria-label={t('list.title')}>
            {proposals.map((proposal) => (
              <ProposalCard key={proposal.id} proposal={proposal} />
            ))}
          </ul>
        </>
      )}
    </QueryState>
  )
}

function Found({ count, hasMore }: { readonly count: number; readonly hasMore: boolean }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  return (
    <p className={classes(styles.found)} role="status">
      {t(hasMore ? 'list.foundMore' : 'list.found', { count, figure: format.integer(count) })}
    </p>
  )
}

function csvUrl(search: ProposalsSearch): string {
  const entries = Object.entries(search)
    .filter(([name]) => name !== 'needsVote')
    .map(([name, value]) => [name, String(value)])
  return `/api/v1/proposals?${new URLSearchParams([...entries, ['format', 'csv']])}`
}
