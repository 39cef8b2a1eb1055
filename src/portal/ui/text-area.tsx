import type { ReactNode } from 'react'
import { FieldError, Label, Text, TextArea as AriaTextArea, TextField } from 'react-aria-components'
import { classes } from './classes.ts'
import styles from './text-area.module.css'

/** Several lines of text to fill in. `error` marks it and is read out with it. */
export function TextArea({
  label,
  value,
  onChange,
  hint,
  error,
  rows = 6,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly rows?: number
}) {
  return (
    <TextField
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={classes(styles.field)}
    >
      <Label className={classes(styles.label)}>{label}</Label>
      <AriaTextArea rows={rows} className={classes(styles.input)} dir="auto" />
      {hint === undefined ? null : (
        <Text slot="description" className={classes(styles.hint)}>
          {hint}
        </Text>
      )}
      <FieldError className={classes(styles.error)}>{error}</FieldError>
    </TextField>
  )
}
