import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import styles from './checkbox.module.css'
import { classes } from './classes.ts'

/** Something that is on or off, with a sentence about it. */
export function Checkbox({
  isSelected,
  onChange,
  hint,
  children,
}: {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly hint?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={classes(styles.field)}>
      <AriaCheckbox isSelected={isSelected} onChange={onChange} className={classes(styles.box)}>
        <span className={classes(styles.mark)} aria-hidden="true">
          {isSelected ? '✓' : ''}
        </span>
        <span>{children}</span>
      </AriaCheckbox>
      {hint === undefined ? null : <p className={classes(styles.hint)}>{hint}</p>}
    </div>
  )
}
