import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './facts.module.css'

/** Facts as pairs of a name and a value. */
export function Facts({
  items,
}: {
  readonly items: readonly (readonly [name: ReactNode, value: ReactNode])[]
}) {
  return (
    <dl className={classes(styles.facts)}>
      {items.map(([name, value], index) => (
        // The list of facts of a page is fixed: its order is its identity.
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
