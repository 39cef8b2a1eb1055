import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup, Text } from 'react-aria-components'
import { classes } from './classes.ts'
import styles from './radio-choice.module.css'

/** A choice of one of a few, all of them in sight. */
export function RadioChoice<V extends string>({
  label,
  value,
  options,
  onChange,
  hint,
}: {
  readonly label: string
  readonly value: V | undefined
  readonly options: readonly (readonly [value: V, text: ReactNode])[]
  readonly onChange: (value: V) => void
  readonly hint?: ReactNode
}) {
  return (
    <RadioGroup
      value={value ?? null}
      onChange={(chosen) => onChange(chosen as V)}
      className={classes(styles.group)}
    >
      <Label className={classes(styles.label)}>{label}</Label>
      <div className={classes(styles.options)}>
        {options.map(([option, text]) => (
          <Radio key={option} value={option} className={classes(styles.option)}>
            {text}
          </Radio>
        ))}
      </div>
      {hint === undefined ? null : (
        <Text slot="description" className={classes(styles.hint)}>
          {hint}
        </Text>
      )}
    </RadioGroup>
  )
}
