import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { plainLine } from '#sdk/governance/plain-words.ts'
import { proposalQuery } from '../../data/governance-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { SupportBar, VoteBars } from '../../governance/bars.tsx'
import { NextStep, StateBadge } from '../../governance/state.tsx'
import { Badge } from '../../ui/badge.tsx'
import { classes } from '../../ui/classes.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Address, DelegateLink, Moment } from '../../ui/values.tsx'
import styles from './proposals.module.css'

type Summary = Schemas['ProposalSummary']

/** A proposal in the list: where it stands, what comes next, and how much support or how many votes it has. */
export function ProposalCard({ proposal }: { readonly proposal: Summary }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const { id, title, state, kind, live, overdue } = proposal
  return (
    <li className={classes(styles.card)}>
      <div className={classes(styles.head)}>
        <h2 className={classes(styles.title)}>
          <span className={classes(styles.number)}>{t('number', { id: format.integer(id) })}</span>{' '}
          <Link to="/proposals/$id" params={{ id: String(id) }} dir="auto">
            {plainLine(title)}
          </Link>
        </h2>
        <p className={classes(styles.badges)}>
          <StateBadge state={state} />
          {overdue ? <Badge tone="bad">{t('overdue')}</Badge> : null}
          <Badge>{t(`kinds.${kind}`)}</Badge>
          <Badge>{t('classBadge', { name: t(`classes.${proposal.class}`) })}</Badge>
        </p>
        <p className={classes(styles.soft)}>
          {t('list.by')}{' '}
          {proposal.delegate === null ? (
            <Address address={proposal.proposer} />
          ) : (
            <DelegateLink delegate={proposal.delegate} />
          )}{' '}
          · <Moment ms={proposal.submittedTimeMs} />
        </p>
      </div>
      {live ? <LivePart id={id} /> : <OverPart proposal={proposal} />}
    </li>
  )
}

function LivePart({ id }: { readonly id: number }) {
  const { data } = useQuery(proposalQuery(id))
  if (data === undefined) return <Skeleton lines={2} />
  const { details } = data
  if (details === null) return null
  return (
    <div className={classes(styles.stand)}>
      <p>
        <NextStep next={details.next} />
      </p>
      {details.vote === null ? (
        <SupportBar support={details.support} />
      ) : (
        <VoteBars vote={details.vote} />
      )}
    </div>
  )
}

function OverPart({ proposal }: { readonly proposal: Summary }) {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const { state, reason, changedEpoch, ballots, totalRau } = proposal
  const [yes, no, abstain] = [proposal.yesRau, proposal.noRau, proposal.abstainRau].map(BigInt)
  return (
    <div className={classes(styles.stand)}>
      <p>
        {t('list.ended', {
          state: t(`states.${state}`),
          reason: t(`reasons.${reason}`),
          epoch: format.integer(changedEpoch),
        })}
      </p>
      {ballots === 0 || totalRau === null ? null : (
        <p className={classes(styles.soft)}>
          {t('list.result', {
            count: ballots,
            yes: format.coins(yes ?? 0n),
            no: format.coins(no ?? 0n),
            abstain: format.coins(abstain ?? 0n),
            turnout: format.share((yes ?? 0n) + (no ?? 0n) + (abstain ?? 0n), BigInt(totalRau)),
          })}
        </p>
      )}
    </div>
  )
}
