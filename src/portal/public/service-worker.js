// Keeps the portal and the last answers of the API, for when the server cannot be reached. What comes from here is marked
// `X-Boule-Kept`, so that the page can say that it may be old.

const KEPT = 'boule-1'
const MOST_ANSWERS = 300

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.add('/'))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))),
      )
      .then(() => self.clients.claim()),
  )
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/assets/')) event.respondWith(fromCacheFirst(request))
  else if (request.mode === 'navigate' && !url.pathname.startsWith('/docs')) {
    event.respondWith(fromNetworkFirst(request, '/'))
  } else if (isKeptAnswer(url)) event.respondWith(fromNetworkFirst(request, request))
})

// Streams never end, sessions and keys are nobody's to keep.
function isKeptAnswer({ pathname, searchParams }) {
  const isPrivate = /^\/api\/v1\/(stream|session|dev|rpc)/.test(pathname)
  return pathname.startsWith('/api/v1/') && !isPrivate && searchParams.get('format') !== 'csv'
}

async function fromCacheFirst(request) {
  const kept = await caches.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await keep(request, answer.clone())
  return answer
}

async function fromNetworkFirst(request, key) {
  try {
    const answer = await fetch(request)
    if (answer.ok) await keep(key, answer.clone())
    return answer
  } catch (error) {
    const kept = await caches.match(key)
    if (kept === undefined) throw error
    const headers = new Headers(kept.headers)
    headers.set('X-Boule-Kept', '1')
    return new Response(kept.body, { status: kept.status, headers })
  }
}

async function keep(key, answer) {
  const cache = await caches.open(KEPT)
  await cache.put(key, answer)
  const keys = await cache.keys()
  const answers = keys.filter(({ url }) => new URL(url).pathname.startsWith('/api/'))
  await Promise.all(
    answers.slice(0, Math.max(0, answers.length - MOST_ANSWERS)).map((old) => cache.delete(old)),
  )
}
