import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classes } from './classes.ts'

export type Tone = 'plain' | 'accent' | 'brass' | 'good' | 'bad'

/** A word that marks something. The word alone says it; the colour only helps. */
export function Badge({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone
  readonly children: ReactNode
}) {
  return <span className={classes(styles.badge, styles[tone])}>{children}</span>
}
