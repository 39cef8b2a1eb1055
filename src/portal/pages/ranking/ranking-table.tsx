import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Badge } from '../../ui/badge.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { RoleBadge } from '../delegates/role-badge.tsx'

type Entry = Schemas['RankingEntry']

/** Everybody who is ranked: what it does now, what it would do next, and why. */
export function RankingTable({ ranking }: { readonly ranking: Schemas['Ranking'] }) {
  const { t } = useTranslation('ranking')
  const format = useFormat()
  const columns = useMemo<readonly Column<Entry>[]>(
    () => [
      {
        id: 'rank',
        header: t('rank'),
        isNumeric: true,
        sortsUpFirst: true,
        sortValue: ({ rank }) => rank,
        cell: ({ rank }) => format.integer(rank),
      },
      {
        id: 'name',
        header: t('delegate'),
        isRowName: true,
        sortValue: ({ name }) => name,
        cell: ({ delegate, name }) => <DelegateLink delegate={{ id: delegate, name }} />,
      },
      {
        id: 'votes',
        header: t('effectiveVotes'),
        isNumeric: true,
        sortValue: ({ effectiveVotesRau }) => BigInt(effectiveVotesRau),
        cell: ({ effectiveVotesRau, onProbation }) => (
          <>
            {onProbation ? <Badge tone="bad">{t('onProbation')}</Badge> : null}{' '}
            <Coins rau={effectiveVotesRau} unit="none" isShort />
          </>
        ),
      },
      {
        id: 'margin',
        header: t('margin'),
        isNumeric: true,
        sortValue: ({ marginRau }) => BigInt(marginRau),
        cell: ({ marginRau }) => {
          const margin = BigInt(marginRau)
          return (
            <>
              {margin > 0n ? '+' : ''}
              <Coins rau={margin} unit="none" isShort />
            </>
          )
        },
      },
      { id: 'now', header: t('now'), cell: ({ role }) => <RoleBadge role={role} /> },
      {
        id: 'next',
        header: t('next'),
        cell: ({ role, projectedRole }) => (
          <>
            <RoleBadge role={projectedRole} /> <Change from={role} to={projectedRole} />
          </>
        ),
      },
      {
        id: 'why',
        header: t('why'),
        cell: (entry) => <Why entry={entry} seats={ranking.seats} />,
      },
      {
        id: 'whatIf',
        header: t('whatIf'),
        cell: ({ name }) => (
          <Link to="/ranking" search={{ delegate: name }}>
            {t('try')}
            <span className="visually-hidden"> {name}</span>
          </Link>
        ),
      },
    ],
    [t, format, ranking.seats],
  )
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={ranking.entries}
      rowKey={({ delegate }) => delegate}
      isVirtual={ranking.entries.length > 100}
    />
  )
}

function Change({ from, to }: { readonly from: Entry['role']; readonly to: Entry['role'] }) {
  const { t } = useTranslation('ranking')
  const hadSeat = from === 'producer' || from === 'verifier'
  const hasSeat = to === 'producer' || to === 'verifier'
  if (hadSeat === hasSeat) return null
  return <Badge tone={hasSeat ? 'good' : 'bad'}>{t(hasSeat ? 'enters' : 'leaves')}</Badge>
}

/** Why a delegate would get its role. */
function Why({ entry, seats }: { readonly entry: Entry; readonly seats: number }) {
  const { t } = useTranslation('ranking')
  const format = useFormat()
  const { eligible, reason, projectedRole } = entry
  if (!eligible) return t('notEligible', { reason: reason ?? '' })
  if (projectedRole === 'producer') return t('drawn', { seats: format.integer(seats) })
  if (projectedRole === 'verifier') return t('notDrawn', { seats: format.integer(seats) })
  return t('tooFewVotes')
}
