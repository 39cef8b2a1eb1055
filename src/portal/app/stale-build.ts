import { answer, api } from '../data/api.ts'

// A page that was opened before a new build asks for files that are gone. The new page has the new names.

const KEY = 'boule.reloadedMs'
const PAUSE_MS = 30_000

/** Loads the page anew when a part of it is gone; once in a while only, so that a broken build does not reload for ever. */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', () => {
    const lastMs = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Date.now() - lastMs < PAUSE_MS) return
    sessionStorage.setItem(KEY, String(Date.now()))
    void reloadFromServer()
  })
}

/** Loads the page anew if the server answers. Without it the browser would have nothing to show. */
export async function reloadFromServer(): Promise<void> {
  try {
    await answer(api.GET('/health', { cache: 'no-store' }))
  } catch {
    return
  }
  location.reload()
}
