import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import styles from './toasts.module.css'

interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'good' | 'error'
}

// Read out and seen by everybody once; not so long that it covers something, errors until they are closed.
const SHOWN_MS = 8_000
const MOST_AT_ONCE = 4

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function setToasts(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function closeToast(id: number): void {
  setToasts(toasts.filter((toast) => toast.id !== id))
}

/** Says something at the edge of the page, whatever page it is. */
export function showToast(text: string, kind: 'good' | 'error' = 'good'): void {
  lastId += 1
  const id = lastId
  setToasts([...toasts, { id, text, kind }].slice(-MOST_AT_ONCE))
  if (kind === 'good') setTimeout(() => closeToast(id), SHOWN_MS)
}

/** Where toasts appear: a live region that is always there. */
export function Toasts() {
  const { t } = useTranslation()
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <section
      className={classes(styles.toasts)}
      role="log"
      aria-live="polite"
      aria-label={t('toasts')}
    >
      {shown.map(({ id, text, kind }) => (
        <div key={id} className={classes(styles.toast, kind === 'error' && styles.error)}>
          <p>{text}</p>
          <Button kind="quiet" onPress={() => closeToast(id)}>
            {t('actions.close')}
          </Button>
        </div>
      ))}
    </section>
  )
}
