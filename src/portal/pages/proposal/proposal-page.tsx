import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { NotFoundPage } from '../../app/not-found-page.tsx'
import { ApiError } from '../../data/api-error.ts'
import { proposalQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { Discussion } from '../../discussion/discussion.tsx'
import { useFormat } from '../../format/use-format.ts'
import { Effect } from '../../governance/effect.tsx'
import { NextStep, StateBadge } from '../../governance/state.tsx'
import { Badge } from '../../ui/badge.tsx'
import { classes } from '../../ui/classes.ts'
import { Command } from '../../ui/command.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { WalletGate } from '../../wallet/wallet-gate.tsx'
import { About } from './about.tsx'
import { Impact } from './impact.tsx'
import styles from './proposal.module.css'
import { Records } from './records.tsx'
import { ProposalText } from './proposal-text.tsx'
import { Stand } from './stand.tsx'
import { TimeLine } from './time-line.tsx'

// With it come the ABIs: only who has a wallet loads them.
const MyPart = lazy(async () => ({ default: (await import('./my-part.tsx')).MyPart }))

const route = getRouteApi('/proposals/$id')
const NUMBER = /^\d{1,9}$/

/** Everything about one proposal: first what it would do. */
export function ProposalPage() {
  const { id } = route.useParams()
  return NUMBER.test(id) ? <Known key={id} id={Number(id)} /> : <NotFoundPage />
}

function Known({ id }: { readonly id: number }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const query = useQuery(proposalQuery(id))
  if (query.error instanceof ApiError && query.error.status === 404) return <NotFoundPage />
  const number = t('numbered', { id: format.integer(id) })
  const title =
    query.data === undefined ? number : t('titled', { number, title: plainLine(query.data.title) })
  return (
    <Page title={title} lead={query.data === undefined ? undefined : <Lead of={query.data} />}>
      <QueryState query={query} lines={12}>
        {(proposal) => <Contents proposal={proposal} />}
      </QueryState>
    </Page>
  )
}

function Lead({ of: proposal }: { readonly of: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const { state, overdue, short, kind, details } = proposal
  return (
    <span className={classes(styles.lead)}>
      <span className={classes(styles.badges)}>
        <StateBadge state={state} />
        {overdue ? <Badge tone="bad">{t('overdue')}</Badge> : null}
        <Badge>{t(`kinds.${kind}`)}</Badge>
        <Badge>{t('classBadge', { name: t(`classes.${proposal.class}`) })}</Badge>
        {short ? <Badge>{t('short')}</Badge> : null}
      </span>
      {details === null ? null : (
        <span>
          <NextStep next={details.next} />
        </span>
      )}
    </span>
  )
}

function Contents({ proposal }: { readonly proposal: Schemas['Proposal'] }) {
  const { t } = useTranslation('governance')
  const { id, details, payload } = proposal
  return (
    <>
      <div className={classes(styles.top)}>
        <div className={classes(styles.column)}>
          <Panel title={t('page.effect')}>
            <p className={classes(styles.soft)}>{t('page.effectLead')}</p>
            <Effect payload={payload} />
          </Panel>
          <Panel title={t('page.stand')}>
            <Stand proposal={proposal} />
          </Panel>
          <Panel title={t('page.text')}>
            <ProposalText proposal={proposal} />
          </Panel>
        </div>
        <div className={classes(styles.column)}>
          <Panel title={t('mine.title')}>
            <WalletGate>
              {(wallet) => (
                <Suspense fallback={<Skeleton lines={4} />}>
                  <MyPart key={wallet.address} proposal={proposal} account={wallet.address} />
                </Suspense>
              )}
            </WalletGate>
          </Panel>
          {details === null ? null : (
            <Panel title={t('page.time')}>
              <TimeLine proposal={proposal} steps={details.steps} />
            </Panel>
          )}
        </div>
      </div>
      <Impact proposal={proposal} />
      <Panel title={t('records.title')}>
        <Records proposal={proposal} />
      </Panel>
      <Panel title={t('page.about')}>
        <About proposal={proposal} />
      </Panel>
      <Panel title={t('page.recount')}>
        <p>{t('page.recountLead')}</p>
        <Command>{`boule recount proposal ${id}`}</Command>
      </Panel>
      <Discussion subject={`proposal:${id}`} hasArguments />
    </>
  )
}
