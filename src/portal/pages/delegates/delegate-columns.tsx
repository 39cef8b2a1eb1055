import type { TFunction } from 'i18next'
import type { Schemas } from '../../data/queries.ts'
import type { Format } from '../../format/create-format.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { RoleBadge, StandingBadges } from './role-badge.tsx'
import { classes } from '../../ui/classes.ts'
import styles from './delegates.module.css'

type Summary = Schemas['DelegateSummary']

interface Comparison {
  readonly compared: readonly string[]
  readonly isFull: boolean
  readonly onCompare: (name: string, isChosen: boolean) => void
}

/** The columns of the table of delegates; their ids are what the API sorts by. */
export function delegateColumns(
  t: TFunction<'delegates'>,
  format: Format,
  comparison: Comparison,
): readonly Column<Summary>[] {
  return [
    {
      id: 'rank',
      header: t('columns.rank'),
      isNumeric: true,
      sortsUpFirst: true,
      cell: ({ rank }) => (rank === null ? t('noRank') : format.integer(rank)),
    },
    {
      id: 'name',
      header: t('columns.name'),
      isRowName: true,
      cell: (row) => (
        <span className={classes(styles.name)}>
          <DelegateLink delegate={row} />
          {row.displayName === row.name ? null : (
            <span className={classes(styles.soft)}>{row.displayName}</span>
          )}
          <StandingBadges delegate={row} />
        </span>
      ),
    },
    {
      id: 'role',
      header: t('columns.role'),
      cell: ({ role, reason }) => <RoleBadge role={role} reason={reason} />,
    },
    {
      id: 'votes',
      header: t('columns.votes'),
      isNumeric: true,
      cell: ({ votesRau }) => <Coins rau={votesRau} unit="none" isShort />,
    },
    {
      id: 'uptime',
      header: t('columns.uptime'),
      isNumeric: true,
      cell: ({ uptimeBps }) =>
        uptimeBps === null ? (
          <span className={classes(styles.soft)}>{t('uptimeNone')}</span>
        ) : (
          format.basisPoints(uptimeBps)
        ),
    },
    {
      id: 'selfStake',
      header: t('columns.selfStake'),
      isNumeric: true,
      cell: ({ selfStakeRau }) => <Coins rau={selfStakeRau} unit="none" isShort />,
    },
    {
      id: 'commission',
      header: t('columns.commission'),
      isNumeric: true,
      sortsUpFirst: true,
      cell: ({ epochCommissionBps }) =>
        epochCommissionBps === null ? t('noRank') : format.basisPoints(epochCommissionBps),
    },
    { id: 'group', header: t('columns.group'), cell: ({ group }) => group },
    {
      id: 'compare',
      header: t('columns.compare'),
      cell: ({ name }) => {
        const isChosen = comparison.compared.includes(name)
        return (
          <input
            type="checkbox"
            className={classes(styles.check)}
            aria-label={t('compareOne', { name })}
            checked={isChosen}
            disabled={!isChosen && comparison.isFull}
            onChange={(event) => comparison.onCompare(name, event.target.checked)}
          />
        )
      },
    },
  ]
}
