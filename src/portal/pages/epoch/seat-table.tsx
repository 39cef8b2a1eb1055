import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { Badge } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Coins, DelegateLink } from '../../ui/values.tsx'
import { RoleBadge } from '../delegates/role-badge.tsx'

type Seat = Schemas['Seat']

/** The seats of an epoch with what each did. */
export function SeatTable({
  seats,
  epoch,
}: {
  readonly seats: readonly Seat[]
  readonly epoch: number
}) {
  const { t } = useTranslation('epoch')
  const format = useFormat()
  return (
    <>
      <DataTable
        label={t('set')}
        rows={seats}
        rowKey={({ rank }) => rank}
        columns={[
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
            sortValue: ({ delegate }) => delegate.name ?? delegate.id,
            cell: ({ delegate }) => <DelegateLink delegate={delegate} />,
          },
          {
            id: 'role',
            header: t('role'),
            sortValue: ({ producer }) => (producer ? 0 : 1),
            cell: ({ producer, unproductive }) => (
              <>
                <RoleBadge role={producer ? 'producer' : 'verifier'} />
                {unproductive === true ? <Badge tone="bad">{t('unproductive')}</Badge> : null}
              </>
            ),
          },
          {
            id: 'votes',
            header: t('votes'),
            isNumeric: true,
            sortValue: ({ votesRau }) => BigInt(votesRau),
            cell: ({ votesRau }) => <Coins rau={votesRau} unit="none" isShort />,
          },
          ...(['produced', 'missed', 'signed', 'absent'] as const).map((id) => ({
            id,
            header: t(id),
            isNumeric: true,
            sortValue: (seat: Seat) => seat[id] ?? 0,
            cell: (seat: Seat) => {
              const value = seat[id]
              return value === null ? t('notYet') : format.integer(value)
            },
          })),
        ]}
      />
      <p>
        <a href={`/api/v1/epochs/${epoch}/seats?format=csv`} download>
          {t('csv')}
        </a>
      </p>
    </>
  )
}
