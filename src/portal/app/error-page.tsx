import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { isPartMissing } from './is-part-missing.ts'
import { NotLoadedPage } from './not-loaded-page.tsx'

/** Instead of a page that threw: the rest of the portal goes on. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  if (isPartMissing(error)) return <NotLoadedPage />
  return (
    <Page title={t('state.crash')}>
      <Notice kind="error">
        <p>
          {t('state.crashText', {
            message: error instanceof Error ? error.message : String(error),
          })}
        </p>
        <Button onPress={reset}>{t('actions.retry')}</Button>
      </Notice>
    </Page>
  )
}
