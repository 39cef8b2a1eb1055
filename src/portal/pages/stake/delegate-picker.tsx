import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Button as AriaButton,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { delegateChoicesQuery } from '../../data/holder-queries.ts'
import type { Schemas } from '../../data/queries.ts'
import { useFormat } from '../../format/use-format.ts'
import { classes } from '../../ui/classes.ts'
import { useSettled } from '../../ui/use-settled.ts'
import styles from './delegate-picker.module.css'

/** Typing stops for so long before the server is asked. */
const PAUSE_MS = 200

type Choice = Schemas['DelegateSummary']

/** A delegate by name, from a list that narrows down while somebody types. Nothing is chosen until a name stands there in full. */
export function DelegatePicker({
  label,
  value,
  error,
  onChange,
}: {
  readonly label: string
  /** Name of the delegate that is chosen. */
  readonly value: string | undefined
  readonly error: string | undefined
  readonly onChange: (name: string | undefined) => void
}) {
  const { t } = useTranslation('stake')
  const { t: tRole } = useTranslation('delegates')
  const format = useFormat()
  const [text, setText] = useState(value ?? '')
  // What is chosen already does not narrow the list: it is opened to see others.
  const wanted = useSettled(text === value ? '' : text.trim(), PAUSE_MS)
  const { data: choices = [] } = useQuery(delegateChoicesQuery(wanted))

  // The answer may still be that to an earlier text.
  const shown = text === value ? choices : choices.filter((choice) => isFound(choice, text))

  function type(next: string): void {
    setText(next)
    const found = choices.find(({ name }) => name === next.trim())
    if (found?.name !== value) onChange(found?.name)
  }

  return (
    <ComboBox
      className={classes(styles.field)}
      inputValue={text}
      onInputChange={type}
      value={value ?? null}
      onChange={(key) => {
        if (key === null) return
        setText(String(key))
        onChange(String(key))
      }}
      items={shown.map((choice) => ({ ...choice, key: choice.name }))}
      menuTrigger="input"
      allowsEmptyCollection
      allowsCustomValue
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={classes(styles.label)}>{label}</Label>
      <div className={classes(styles.box)}>
        <Input className={classes(styles.input)} maxLength={42} autoComplete="off" />
        <AriaButton className={classes(styles.open)} aria-label={t('form.showDelegates')}>
          <span aria-hidden="true">{'▾'}</span>
        </AriaButton>
      </div>
      <Text slot="description" className={classes(styles.hint)}>
        {t('form.delegateHint')}
      </Text>
      <FieldError className={classes(styles.error)}>{error}</FieldError>
      <Popover className={classes(styles.popover)}>
        <ListBox
          className={classes(styles.list)}
          renderEmptyState={() => <p className={classes(styles.hint)}>{t('form.noDelegates')}</p>}
        >
          {(choice: Choice & { readonly key: string }) => (
            <ListBoxItem id={choice.key} textValue={choice.name} className={classes(styles.item)}>
              <span>{choice.name}</span>
              <span className={classes(styles.hint)}>
                {t('form.choice', {
                  role: tRole(`role.${choice.role}`),
                  votes: format.coinsShort(BigInt(choice.votesRau)),
                })}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function isFound({ name, displayName, id }: Choice, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return [name, displayName, id].some((each) => each.toLowerCase().includes(wanted))
}
