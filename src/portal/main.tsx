import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { reloadWhenStale } from './app/stale-build.ts'
import { createPortalQueryClient } from './data/query-client.ts'
import { startLanguage } from './i18n/setup.ts'
import { showTheme } from './layout/theme.ts'
import './styles/tokens.css'
import './styles/base.css'

reloadWhenStale()
showTheme()
await startLanguage()

const place = document.getElementById('root')
if (place === null) throw new Error('the page has no #root')
createRoot(place).render(<App queryClient={createPortalQueryClient()} />)

// Keeps the last data for when there is no connection. Not in the development server, where nothing is to be kept.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
}
