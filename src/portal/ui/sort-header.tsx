import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import styles from './data-table.module.css'

/** The heading of a column; a button where it can be sorted by it. */
export function SortHeader({
  header,
  isNumeric,
  firstOrder,
  order,
  onSort,
}: {
  readonly header: string
  readonly isNumeric: boolean
  /** What the first press does. */
  readonly firstOrder: 'asc' | 'desc'
  /** How it is sorted by this column; undefined when it is not. */
  readonly order: 'asc' | 'desc' | undefined
  readonly onSort?: (order: 'asc' | 'desc') => void
}) {
  const { t } = useTranslation()
  const className = classes(isNumeric && styles.numeric)
  if (onSort === undefined) {
    return (
      <th role="columnheader" scope="col" className={className}>
        {header}
      </th>
    )
  }
  const next = order === undefined ? firstOrder : order === 'asc' ? 'desc' : 'asc'
  const ariaSort = order === undefined ? 'none' : order === 'asc' ? 'ascending' : 'descending'
  return (
    <th role="columnheader" scope="col" aria-sort={ariaSort} className={className}>
      <button
        type="button"
        className={classes(styles.sort)}
        title={t('table.sortBy', { column: header })}
        onClick={() => onSort(next)}
      >
        {header}
        <span aria-hidden="true" className={classes(styles.arrow)}>
          {order === undefined ? '↕' : order === 'asc' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  )
}
