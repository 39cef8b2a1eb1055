import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { overdueQuery, proposalsToVoteQuery, type Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Badge } from '../../ui/badge.tsx'
import { classes } from '../../ui/classes.ts'
import { Panel } from '../../ui/page.tsx'
import { QueryState } from '../../ui/query-state.tsx'
import styles from './home.module.css'

type Proposal = Schemas['ProposalSummary']

/** Proposals that need votes, and decisions that should have been carried out. */
export function Attention() {
  const { t } = useTranslation('home')
  const format = useFormat()
  const voting = useQuery(proposalsToVoteQuery('voting'))
  const extended = useQuery(proposalsToVoteQuery('extended'))
  const overdue = useQuery(overdueQuery)
  return (
    <Panel title={t('attention')}>
      <QueryState query={voting}>
        {(page) => {
          const open = [...page.items, ...(extended.data?.items ?? [])]
          const late = overdue.data ?? []
          if (open.length + late.length === 0) return <p>{t('nothingToDo')}</p>
          return (
            <ul className={classes(styles.list)}>
              {open.map((proposal) => (
                <Item key={proposal.id} proposal={proposal}>
                  <Badge tone="accent">
                    {proposal.voteEndEpoch === null
                      ? t('voting')
                      : t('votingUntil', { epoch: format.integer(proposal.voteEndEpoch) })}
                  </Badge>
                </Item>
              ))}
              {late.map((proposal) => (
                <Item key={proposal.id} proposal={proposal}>
                  <Badge tone="bad">{t('overdue')}</Badge>
                </Item>
              ))}
            </ul>
          )
        }}
      </QueryState>
    </Panel>
  )
}

function Item({
  proposal: { id, title },
  children,
}: {
  readonly proposal: Proposal
  readonly children: ReactNode
}) {
  return (
    <li className={classes(styles.item)}>
      <Link to="/proposals/$id" params={{ id: String(id) }}>
        {title}
      </Link>
      {children}
    </li>
  )
}
