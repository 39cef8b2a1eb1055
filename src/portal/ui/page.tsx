import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import styles from './page.module.css'

// The path that was shown last, so that the first page of a visit does not take the focus.
let shownPath: string | undefined

/** What each page is: its heading, the title of the window, and what stands below. Takes the focus on a change of the path. */
export function Page({
  title,
  lead,
  aside,
  children,
}: {
  readonly title: string
  /** A sentence below the heading. */
  readonly lead?: ReactNode
  /** Beside the heading: the page's main actions. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation()
  // Where the router has arrived, not where it is going: until then the page before is still there.
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = t('title', { page: title })
  }, [t, title])

  useEffect(() => {
    if (path === undefined) return
    if (shownPath !== undefined && shownPath !== path) heading.current?.focus()
    shownPath = path
  }, [path])

  return (
    <div className={classes(styles.page)}>
      <header className={classes(styles.header)}>
        <div className={classes(styles.heading)}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <p className={classes(styles.lead)}>{lead}</p>}
        </div>
        {aside === undefined ? null : <div className={classes(styles.aside)}>{aside}</div>}
      </header>
      {children}
    </div>
  )
}

/** A part of a page with a heading of its own. */
export function Panel({
  title,
  aside,
  isPlain = false,
  children,
}: {
  readonly title: ReactNode
  readonly aside?: ReactNode
  /** Without a frame. */
  readonly isPlain?: boolean
  readonly children: ReactNode
}) {
  return (
    <section className={classes(styles.panel, !isPlain && styles.framed)}>
      <header className={classes(styles.panelHeader)}>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** Panels beside each other where there is room. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={classes(styles.columns)}>{children}</div>
}
