import type { QueryClient } from '@tanstack/react-query'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatLocaleOf } from '../i18n/languages.ts'
import { router } from './router.tsx'

export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  const { i18n } = useTranslation()
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <I18nProvider locale={formatLocaleOf(i18n.language)}>
          <RouterProvider router={router} />
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}
