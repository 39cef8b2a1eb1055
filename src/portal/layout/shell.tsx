import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useStream } from '../data/use-stream.ts'
import { classes } from '../ui/classes.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import styles from './shell.module.css'
import { Toasts } from './toasts.tsx'

/** What stands around every page. */
export function Shell() {
  const { t } = useTranslation()
  useStream()
  return (
    <>
      <a href="#content" className={classes(styles.skip)}>
        {t('skip')}
      </a>
      <Header />
      <main id="content" tabIndex={-1} className={classes(styles.main)}>
        <ConnectionBanner />
        <Suspense fallback={<Skeleton lines={8} />}>
          <Outlet />
        </Suspense>
      </main>
      <Footer />
      <Toasts />
    </>
  )
}
