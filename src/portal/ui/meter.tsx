import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './meter.module.css'

/** How far something is, as a bar with its figure in words, and marks on it. */
export function Meter({
  label,
  value,
  valueText,
  marks = [],
}: {
  readonly label: string
  /** From 0 to 1. */
  readonly value: number
  readonly valueText: string
  /** Points on the bar; those with a name have it below. */
  readonly marks?: readonly { readonly at: number; readonly name?: ReactNode }[]
}) {
  const named = marks.filter(({ name }) => name !== undefined)
  const percent = Math.max(0, Math.min(1, value)) * 100
  return (
    <div className={classes(styles.meter)}>
      <div
        className={classes(styles.track)}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={valueText}
      >
        <div className={classes(styles.fill)} style={{ inlineSize: `${percent}%` }} />
        {marks.map(({ at }) => (
          <span
            key={at}
            className={classes(styles.mark)}
            style={{ insetInlineStart: `${at * 100}%` }}
          />
        ))}
      </div>
      {named.length === 0 ? null : (
        <ul className={classes(styles.names)}>
          {named.map(({ at, name }) => (
            <li key={at}>{name}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
