import { type ComponentType, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../ui/classes.ts'
import styles from './search-box.module.css'

/** The search of the header. What finds things is loaded when somebody goes into the field. */
export function SearchField() {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [loaded, setLoaded] = useState<{
    readonly SearchBox: ComponentType<{ readonly initialText: string; readonly hasFocus: boolean }>
    readonly text: string
    readonly hasFocus: boolean
  }>()

  async function load(): Promise<void> {
    const { SearchBox } = await import('./search-box.tsx')
    // Whoever has gone on meanwhile keeps the focus.
    const hasFocus = document.activeElement === input.current
    setLoaded({ SearchBox, text: input.current?.value ?? '', hasFocus })
  }

  if (loaded !== undefined) {
    return <loaded.SearchBox initialText={loaded.text} hasFocus={loaded.hasFocus} />
  }
  return (
    <div className={classes(styles.search)}>
      <input
        ref={input}
        type="search"
        className={classes(styles.input)}
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        maxLength={100}
        onFocus={() => {
          // Without a connection it stays a plain field.
          load().catch(() => undefined)
        }}
      />
    </div>
  )
}
