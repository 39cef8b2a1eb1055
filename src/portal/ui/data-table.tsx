import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import styles from './data-table.module.css'
import { SortHeader } from './sort-header.tsx'

/** A column of a table: how a row is shown in it, and what it is sorted by. */
export interface Column<T> {
  readonly id: string
  readonly header: string
  readonly cell: (row: T) => ReactNode
  /** What rows are ordered by; without it the column cannot be sorted here. */
  readonly sortValue?: (row: T) => bigint | number | string
  /** Figures stand at the end of their column. */
  readonly isNumeric?: boolean
  /** The first press sorts the lowest to the top, where figures have the highest there. */
  readonly sortsUpFirst?: boolean
  /** The name of its row: read out with every other cell. At most one. */
  readonly isRowName?: boolean
}

export interface Sort {
  readonly column: string
  readonly order: 'asc' | 'desc'
}

interface DataTableProps<T> {
  /** What the table shows, for those who do not see what stands around it. */
  readonly label: string
  readonly columns: readonly Column<T>[]
  readonly rows: readonly T[]
  readonly rowKey: (row: T) => string | number
  /** Sorted by whoever asks for the rows: the columns named are buttons, and `onSort` hears of it. */
  readonly serverSort?: {
    readonly columns: readonly string[]
    readonly sort: Sort
    readonly onSort: (sort: Sort) => void
  }
  /** Only rows in sight are in the page: for hundreds of rows. */
  readonly isVirtual?: boolean
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })
const NO_SORTING: SortingState = []
const ROW_HEIGHT = 48

/** A table that is sorted by its headings. Where it is narrow each row becomes a card with the names of the columns in it. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, rowKey, serverSort, isVirtual = false } = props
  const { t } = useTranslation()
  const definitions = useMemo(() => columns.map(toDefinition), [columns])
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({
    features,
    columns: definitions,
    data,
    manualSorting: serverSort !== undefined,
    ...(serverSort === undefined ? {} : { initialState: { sorting: NO_SORTING } }),
  })
  const shown = table.getRowModel().rows
  const sorting = table.state.sorting[0]
  const localSort: Sort | undefined =
    sorting === undefined ? undefined : { column: sorting.id, order: sorting.desc ? 'desc' : 'asc' }
  const sort = serverSort?.sort ?? localSort

  function chooseSort(next: Sort): void {
    if (serverSort !== undefined) serverSort.onSort(next)
    else table.setSorting([{ id: next.column, desc: next.order === 'desc' }])
  }

  function isSortable(column: Column<T>): boolean {
    if (serverSort !== undefined) return serverSort.columns.includes(column.id)
    return column.sortValue !== undefined && rows.length > 1
  }

  const renderRow = (row: T, index: number): ReactNode => (
    <tr key={rowKey(row)} role="row" aria-rowindex={isVirtual ? index + 2 : undefined}>
      {columns.map((column) => (
        <Cell key={column.id} column={column} row={row} />
      ))}
    </tr>
  )

  return (
    <div
      className={classes(styles.frame)}
      role="region"
      aria-label={t('table.scroll', { label })}
      tabIndex={0}
    >
      <table
        className={classes(styles.table)}
        role="table"
        aria-label={label}
        aria-rowcount={isVirtual ? shown.length + 1 : undefined}
      >
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <SortHeader
                key={column.id}
                header={column.header}
                isNumeric={column.isNumeric ?? false}
                firstOrder={
                  column.isNumeric === true && column.sortsUpFirst !== true ? 'desc' : 'asc'
                }
                order={sort?.column === column.id ? sort.order : undefined}
                {...(isSortable(column)
                  ? { onSort: (order) => chooseSort({ column: column.id, order }) }
                  : {})}
              />
            ))}
          </tr>
        </thead>
        {isVirtual ? (
          <VirtualBody
            rows={shown.map((each) => each.original)}
            columnCount={columns.length}
            renderRow={renderRow}
          />
        ) : (
          <tbody role="rowgroup">
            {shown.map((each, index) => renderRow(each.original, index))}
          </tbody>
        )}
      </table>
    </div>
  )
}

function Cell<T>({ column, row }: { readonly column: Column<T>; readonly row: T }) {
  const className = classes(column.isNumeric === true && styles.numeric)
  // The name of the column is shown where rows are cards.
  const shared = { className, 'data-column': column.header }
  return column.isRowName === true ? (
    <th {...shared} role="rowheader" scope="row">
      {column.cell(row)}
    </th>
  ) : (
    <td {...shared} role="cell">
      {column.cell(row)}
    </td>
  )
}

function VirtualBody<T>({
  rows,
  columnCount,
  renderRow,
}: {
  readonly rows: readonly T[]
  readonly columnCount: number
  readonly renderRow: (row: T, index: number) => ReactNode
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]
  const last = items.at(-1)
  const before = first === undefined ? 0 : first.start - virtualizer.options.scrollMargin
  const after =
    last === undefined
      ? 0
      : virtualizer.getTotalSize() - (last.end - virtualizer.options.scrollMargin)
  return (
    <tbody ref={body} role="rowgroup">
      <Gap height={before} columnCount={columnCount} />
      {items.map(({ index }) => {
        const row = rows[index]
        return row === undefined ? null : renderRow(row, index)
      })}
      <Gap height={after} columnCount={columnCount} />
    </tbody>
  )
}

/** Stands for rows that are out of sight. */
function Gap({ height, columnCount }: { readonly height: number; readonly columnCount: number }) {
  if (height <= 0) return null
  return (
    <tr role="presentation">
      <td role="presentation" colSpan={columnCount} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}

function toDefinition<T extends object>(column: Column<T>): ColumnDef<typeof features, T> {
  const { sortValue } = column
  if (sortValue === undefined) return { id: column.id, header: column.header, enableSorting: false }
  return {
    id: column.id,
    header: column.header,
    accessorFn: sortValue,
    sortFn: (left, right) => compare(sortValue(left.original), sortValue(right.original)),
  }
}

function compare(left: bigint | number | string, right: bigint | number | string): number {
  if (typeof left === 'string' && typeof right === 'string') return left.localeCompare(right)
  return left < right ? -1 : left > right ? 1 : 0
}
