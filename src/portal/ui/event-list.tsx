import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../data/queries.ts'
import { useFormat } from '../format/use-format.ts'
import { EventWords } from '../transactions/event-words.tsx'
import { PagedTable, type ShownPages } from './paged-table.tsx'
import { Moment } from './values.tsx'

/** What happened, one event on a line. */
export function EventList({
  query,
  label,
  csv,
}: {
  readonly query: ShownPages<Schemas['Event']>
  readonly label: string
  readonly csv?: string
}) {
  const { t } = useTranslation('chain')
  const format = useFormat()
  return (
    <PagedTable
      query={query}
      label={label}
      {...(csv === undefined ? {} : { csv })}
      rowKey={({ height, place }) => `${height}-${place}`}
      empty={t('noEvents')}
      columns={[
        {
          id: 'what',
          header: t('what'),
          cell: (event) => <EventWords event={event} />,
        },
        {
          id: 'block',
          header: t('block'),
          isNumeric: true,
          cell: ({ height }) => (
            <Link to="/blocks/$block" params={{ block: String(height) }}>
              {format.integer(height)}
            </Link>
          ),
        },
        { id: 'time', header: t('time'), cell: ({ timeMs }) => <Moment ms={timeMs} /> },
        {
          id: 'transaction',
          header: t('transaction'),
          cell: ({ transaction }) =>
            transaction === null ? (
              t('byBlock')
            ) : (
              <Link to="/transactions/$hash" params={{ hash: transaction }}>
                {t('show')}
              </Link>
            ),
        },
      ]}
    />
  )
}
