import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import styles from './command.module.css'

/** A command for a terminal, with a button that copies it. */
export function Command({ children }: { readonly children: string }) {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(children).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className={classes(styles.command)}>
      <code className={classes(styles.code)}>{children}</code>
      <Button kind="quiet" onPress={() => void copy()}>
        {t(isCopied ? 'actions.copied' : 'actions.copy')}
      </Button>
      <span className="visually-hidden" role="status">
        {isCopied ? t('actions.copied') : ''}
      </span>
    </div>
  )
}
