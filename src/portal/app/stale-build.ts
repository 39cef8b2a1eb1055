// A page that was opened before a new build asks for files that are gone. The new page has the new names.

const KEY = 'boule.reloadedMs'
const PAUSE_MS = 30_000

/** Loads the page anew when a part of it is gone; once in a while only, so that a broken build does not reload for ever. */
export function reloadWhenStale(): void {
  addEventListener('vite:preloadError', (event) => {
    const lastMs = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Date.now() - lastMs < PAUSE_MS) return
    event.preventDefault()
    sessionStorage.setItem(KEY, String(Date.now()))
    location.reload()
  })
}
