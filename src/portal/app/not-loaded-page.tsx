import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsOffline } from '../data/connection.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { reloadFromServer } from './stale-build.ts'

/** Instead of a page of which a part did not come. It comes by itself when the connection is back. */
export function NotLoadedPage() {
  const { t } = useTranslation()
  const isOffline = useIsOffline()
  const wasOffline = useRef(isOffline)
  useEffect(() => {
    if (isOffline) wasOffline.current = true
    else if (wasOffline.current) void reloadFromServer()
  }, [isOffline])
  return (
    <Page title={t('state.notLoaded')}>
      <Notice kind="error">
        <p>{t('state.notLoadedText')}</p>
        <Button onPress={() => void reloadFromServer()}>{t('actions.retry')}</Button>
      </Notice>
    </Page>
  )
}
