import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { DataTable, type Column } from './data-table.tsx'
import styles from './paged-table.module.css'
import { Empty, QueryState } from './query-state.tsx'

/** The part of an infinite query of TanStack that is shown. */
export interface ShownPages<T> {
  readonly data: readonly T[] | undefined
  readonly error: unknown
  readonly isFetching: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

/** A list of the API as a table: page by page, and as CSV. */
export function PagedTable<T extends object>({
  query,
  label,
  columns,
  rowKey,
  csv,
  empty,
}: {
  readonly query: ShownPages<T>
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rowKey: (row: T) => string | number
  /** Path of the list below `/api/v1`; with it there is a link to the CSV. */
  readonly csv?: string
  readonly empty?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <QueryState query={query}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty>{empty}</Empty>
        ) : (
          <div className={classes(styles.paged)}>
            <DataTable label={label} columns={columns} rows={rows} rowKey={rowKey} />
            <div className={classes(styles.foot)}>
              {query.hasNextPage ? (
                <Button
                  isDisabled={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  {t('actions.more')}
                </Button>
              ) : (
                <span>{t('table.rows', { count: rows.length })}</span>
              )}
              {csv === undefined ? null : (
                <a href={csvUrl(csv)} download>
                  {t('actions.csv')}
                </a>
              )}
            </div>
          </div>
        )
      }
    </QueryState>
  )
}

function csvUrl(path: string): string {
  return `/api/v1${path}${path.includes('?') ? '&' : '?'}format=csv`
}
