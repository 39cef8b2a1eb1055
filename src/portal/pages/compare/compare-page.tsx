import { useQueries } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { delegateQuery, type Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Term, type TermId } from '../../glossary/term.tsx'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, LoadError } from '../../ui/query-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { RoleBadge, StandingBadges } from '../delegates/role-badge.tsx'
import styles from './compare.module.css'

const route = getRouteApi('/compare')
const MOST = 4
type Delegate = Schemas['Delegate']

/** Up to four delegates side by side. Who they are is in the address. */
export function ComparePage() {
  const { t } = useTranslation('compare')
  const { delegates: names = [] } = route.useSearch()
  const navigate = route.useNavigate()
  const queries = useQueries({ queries: names.map((name) => delegateQuery(name)) })

  function show(next: readonly string[]): void {
    void navigate({ search: next.length === 0 ? {} : { delegates: next }, replace: true })
  }

  return (
    <Page title={t('title')} lead={t('lead')}>
      {names.length < MOST ? (
        <AddForm onAdd={(name) => show([...new Set([...names, name])])} />
      ) : null}
      {names.length === 0 ? <Empty>{t('none')}</Empty> : null}
      {queries.map(({ error, refetch }, index) =>
        error === null ? null : (
          <div key={names[index]} className={classes(styles.failed)}>
            <LoadError error={error} onRetry={refetch} />
            <Button onPress={() => show(names.filter((name) => name !== names[index]))}>
              {t('remove', { name: names[index] })}
            </Button>
          </div>
        ),
      )}
      {queries.some(({ isPending }) => isPending) ? <Skeleton lines={8} /> : null}
      <ComparisonTable
        delegates={queries.flatMap(({ data }) => (data === undefined ? [] : [data]))}
        onRemove={(delegate) =>
          show(names.filter((name) => name !== delegate.name && name !== delegate.id))
        }
      />
    </Page>
  )
}

function AddForm({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const { t } = useTranslation('compare')
  const [name, setName] = useState('')
  const wanted = name.trim().toLowerCase()
  return (
    <form
      className={classes(styles.add)}
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted === '') return
        onAdd(wanted)
        setName('')
      }}
    >
      <TextField label={t('name')} value={name} onChange={setName} maxLength={42} />
      <Button type="submit" isDisabled={wanted === ''}>
        {t('add')}
      </Button>
    </form>
  )
}

interface Line {
  readonly id: string
  readonly term?: TermId
  readonly value: (delegate: Delegate) => ReactNode
  /** What the best is found by; the largest, unless `lowIsBest`. Size is no merit: votes and rank have none. */
  readonly score?: (delegate: Delegate) => bigint | number | null
  readonly lowIsBest?: boolean
}

function ComparisonTable({
  delegates,
  onRemove,
}: {
  readonly delegates: readonly Delegate[]
  readonly onRemove: (delegate: Delegate) => void
}) {
  const { t } = useTranslation('compare')
  const lines = useLines()
  if (delegates.length === 0) return null
  return (
    <div className={classes(styles.frame)} role="region" aria-label={t('title')} tabIndex={0}>
      <table className={classes(styles.table)}>
        <thead>
          <tr>
            <th scope="col">{t('property')}</th>
            {delegates.map((delegate) => (
              <th key={delegate.id} scope="col">
                <DelegateLink delegate={delegate} />
                <Button
                  kind="quiet"
                  aria-label={t('remove', { name: delegate.name })}
                  onPress={() => onRemove(delegate)}
                >
                  ×
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const best = bestOf(line, delegates)
            return (
              <tr key={line.id}>
                <th scope="row">
                  {line.term === undefined ? (
                    t(`lines.${line.id}` as 'lines.rank')
                  ) : (
                    <Term id={line.term} />
                  )}
                </th>
                {delegates.map((delegate) => (
                  <td key={delegate.id}>
                    {line.value(delegate)}
                    {best.includes(delegate) ? (
                      <span className={classes(styles.best)}>{t('best')}</span>
                    ) : null}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function useLines(): readonly Line[] {
  const { t } = useTranslation('compare')
  const format = useFormat()
  const percent = (bps: number | null): string =>
    bps === null ? t('unknown') : format.basisPoints(bps)
  return [
    {
      id: 'role',
      value: (delegate) => (
        <>
          <RoleBadge role={delegate.role} reason={delegate.reason} />{' '}
          <StandingBadges delegate={delegate} />
        </>
      ),
    },
    {
      id: 'rank',
      value: ({ rank }) => (rank === null ? t('unknown') : format.integer(rank)),
    },
    {
      id: 'votes',
      term: 'votes',
      value: ({ votesRau }) => <Coins rau={votesRau} unit="none" isShort />,
    },
    {
      id: 'selfStake',
      term: 'selfStake',
      value: ({ selfStakeRau }) => <Coins rau={selfStakeRau} unit="none" isShort />,
      score: ({ selfStakeRau }) => BigInt(selfStakeRau),
    },
    {
      id: 'uptime',
      term: 'uptime',
      value: ({ uptimeBps }) => percent(uptimeBps),
      score: ({ uptimeBps }) => uptimeBps,
    },
    {
      id: 'epochCommission',
      value: ({ epochCommissionBps }) => percent(epochCommissionBps),
      score: ({ epochCommissionBps }) => epochCommissionBps,
      lowIsBest: true,
    },
    {
      id: 'blockCommission',
      value: ({ blockCommissionBps }) => percent(blockCommissionBps),
      score: ({ blockCommissionBps }) => blockCommissionBps,
      lowIsBest: true,
    },
    {
      id: 'bonusCommission',
      value: ({ bonusCommissionBps }) => percent(bonusCommissionBps),
      score: ({ bonusCommissionBps }) => bonusCommissionBps,
      lowIsBest: true,
    },
    { id: 'voters', value: ({ voters }) => format.integer(voters) },
    { id: 'share', value: ({ voteShareBps }) => format.basisPoints(voteShareBps) },
    { id: 'profileVersions', value: ({ profileVersions }) => format.integer(profileVersions) },
    { id: 'group', value: ({ group }) => (group === '' ? t('unknown') : group) },
    { id: 'region', value: ({ region }) => (region === '' ? t('unknown') : region) },
  ]
}

/** Who is best in a line; nobody when all are equal or the line has no better and worse. */
function bestOf(line: Line, delegates: readonly Delegate[]): readonly Delegate[] {
  const { score, lowIsBest = false } = line
  if (score === undefined || delegates.length < 2) return []
  const scores = delegates.map(score)
  const known = scores.filter((each) => each !== null)
  const [first] = known
  if (first === undefined || known.every((each) => each === first)) return []
  const best = known.reduce((left, right) => (lowIsBest === right < left ? right : left))
  return delegates.filter((_, index) => scores[index] === best)
}
