import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('state.notFound')} lead={t('state.notFoundText')}>
      <p>
        <ButtonLink to="/">{t('state.goHome')}</ButtonLink>
      </p>
    </Page>
  )
}
