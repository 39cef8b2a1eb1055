import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './notice.module.css'

const MARKS = { info: 'i', warning: '!', error: '×', good: '✓' } as const

/** A message in the page. An error is read out at once, everything else when there is a pause. */
export function Notice({
  kind = 'info',
  children,
}: {
  readonly kind?: keyof typeof MARKS
  readonly children: ReactNode
}) {
  return (
    <div
      className={classes(styles.notice, styles[kind])}
      role={kind === 'error' ? 'alert' : 'status'}
    >
      <span className={classes(styles.mark)} aria-hidden="true">
        {MARKS[kind]}
      </span>
      <div className={classes(styles.text)}>{children}</div>
    </div>
  )
}
