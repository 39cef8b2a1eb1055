import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import styles from './chart.module.css'
import { type Column, DataTable } from './data-table.tsx'
import { Skeleton } from './skeleton.tsx'

/** One line of figures over the same points. */
export interface Series<T> {
  readonly id: string
  readonly name: string
  /** What is drawn; a float is enough for a picture. */
  readonly value: (point: T) => number | null
  /** The figure in words, exactly, for the table and the tip. */
  readonly text: (point: T) => string
}

export interface ChartProps<T> {
  readonly title: string
  readonly points: readonly T[]
  /** Name of the points' axis, such as “Epoch”. */
  readonly pointName: string
  readonly point: (point: T) => string
  readonly series: readonly Series<T>[]
  readonly kind?: 'line' | 'bar'
}

// Loaded when the first chart is shown: the library is as large as the rest of the page.
const Drawing = lazy(async () => ({ default: (await import('./chart-drawing.tsx')).ChartDrawing }))

/** Figures over time as a drawing or, by a button, as a table with the exact figures. */
export function Chart<T extends object>(props: ChartProps<T>) {
  const { title, points, pointName, point, series } = props
  const { t } = useTranslation()
  const [isTable, setIsTable] = useState(false)
  const columns: readonly Column<T>[] = [
    { id: 'point', header: pointName, cell: point, isRowName: true },
    ...series.map(({ id, name, text }) => ({ id, header: name, cell: text, isNumeric: true })),
  ]
  return (
    <figure className={classes(styles.figure)}>
      <figcaption className={classes(styles.caption)}>
        <span>{title}</span>
        <Button kind="quiet" onPress={() => setIsTable(!isTable)}>
          {t(isTable ? 'chart.asChart' : 'chart.asTable')}
        </Button>
      </figcaption>
      {isTable ? (
        <DataTable label={title} columns={columns} rows={points} rowKey={point} />
      ) : (
        <Suspense fallback={<Skeleton lines={6} />}>
          <Drawing {...(props as unknown as ChartProps<object>)} />
        </Suspense>
      )}
    </figure>
  )
}
