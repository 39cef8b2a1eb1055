import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import styles from './dialog.module.css'

/** A dialog over the page. It keeps the focus while it is open and gives it back. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => (open ? undefined : onClose())}
      className={classes(styles.overlay)}
    >
      <Modal className={classes(styles.modal)}>
        <AriaDialog className={classes(styles.dialog)}>
          <header className={classes(styles.header)}>
            <Heading slot="title" className={classes(styles.title)}>
              {title}
            </Heading>
            <Button kind="quiet" onPress={onClose}>
              {t('actions.close')}
            </Button>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
