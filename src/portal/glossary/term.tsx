import type { ReactNode } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Texts } from '../i18n/setup.ts'
import { classes } from '../ui/classes.ts'
import styles from './term.module.css'

/** Words of this field that are explained where they stand: the entries of `glossary.json`. */
export type TermId = keyof Texts['glossary']

/** A word with its explanation behind it: `<Term id="mix">…</Term>`; without children it shows its own name. */
export function Term({ id, children }: { readonly id: TermId; readonly children?: ReactNode }) {
  const { t } = useTranslation('glossary')
  return (
    <DialogTrigger>
      <AriaButton className={classes(styles.term)}>{children ?? t(`${id}.name`)}</AriaButton>
      <Popover className={classes(styles.popover)}>
        <Dialog aria-label={t(`${id}.name`)} className={classes(styles.text)}>
          <strong>{t(`${id}.name`)}</strong>
          <p>{t(`${id}.text`)}</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
