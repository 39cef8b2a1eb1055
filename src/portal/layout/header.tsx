import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AccountMenu } from '../wallet/account-menu.tsx'
import { classes } from '../ui/classes.ts'
import { Button } from '../ui/button.tsx'
import styles from './header.module.css'
import { LanguageMenu, ThemeMenu } from './setting-menus.tsx'
import { SearchField } from './search-field.tsx'

/** Where the main navigation leads. */
const PLACES = [
  ['/', 'home'],
  ['/delegates', 'delegates'],
  ['/ranking', 'ranking'],
  ['/epochs', 'epochs'],
  ['/proposals', 'proposals'],
  ['/my-stake', 'myStake'],
] as const

export function Header() {
  const { t } = useTranslation()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(false), [path])

  return (
    <header className={classes(styles.header)}>
      <div className={classes(styles.bar)}>
        <Link to="/" className={classes(styles.brand)}>
          <Mark />
          <span>{t('brand')}</span>
        </Link>
        <nav
          aria-label={t('nav.label')}
          className={classes(styles.nav, isOpen && styles.open)}
          id="main-navigation"
        >
          <ul>
            {PLACES.map(([to, key]) => (
              <li key={to}>
                <Place to={to}>{t(`nav.${key}`)}</Place>
              </li>
            ))}
          </ul>
        </nav>
        <div className={classes(styles.tools)}>
          <span className={classes(styles.settings)}>
            <LanguageMenu />
            <ThemeMenu />
            <span className={classes(styles.toggle)}>
              <Button
                aria-expanded={isOpen}
                aria-controls="main-navigation"
                onPress={() => setOpen(!isOpen)}
              >
                {t('nav.more')}
              </Button>
            </span>
          </span>
          <span className={classes(styles.doing)}>
            <SearchField />
            <AccountMenu />
          </span>
        </div>
      </div>
    </header>
  )
}

function Place({
  to,
  children,
}: {
  readonly to: (typeof PLACES)[number][0]
  readonly children: ReactNode
}) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
      className={classes(styles.place)}
    >
      {children}
    </Link>
  )
}

/** The mark of the network: a boule, a verifier's ring, and the jack. */
function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={classes(styles.mark)}>
      <circle cx="12" cy="19" r="8" fill="currentColor" />
      <circle cx="24" cy="22" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="22" cy="9" r="3.5" className={classes(styles.jack)} />
    </svg>
  )
}
