import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { noteReached } from './connection.ts'

export const STREAM_KINDS = ['block', 'ranking', 'epoch', 'proposal'] as const
export type StreamKind = (typeof STREAM_KINDS)[number]

/** Queries are asked again this often at most, however quickly blocks come. */
const THROTTLE_MS = 1_000

/** Listens to the server as long as the page is open, and asks queries again when what they show has changed. */
export function useStream(): void {
  const client = useQueryClient()
  useEffect(() => followStream(client), [client])
}

function followStream(client: QueryClient): () => void {
  // The browser connects again by itself and names the last event that it has seen.
  const source = new EventSource('/api/v1/stream')
  const changed = new Set<StreamKind>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = (): void => {
    timer = undefined
    const kinds = new Set(changed)
    changed.clear()
    void client.invalidateQueries({
      predicate: ({ meta }) => meta?.follows?.some((kind) => kinds.has(kind)) ?? false,
    })
  }
  const note = (kinds: readonly StreamKind[]): void => {
    for (const kind of kinds) changed.add(kind)
    timer ??= setTimeout(flush, THROTTLE_MS)
  }

  for (const kind of STREAM_KINDS) source.addEventListener(kind, () => note([kind]))
  // Too much was missed: anything may be old.
  source.addEventListener('reset', () => note(STREAM_KINDS))
  let wasLost = false
  source.addEventListener('open', () => {
    noteReached(true)
    if (wasLost) note(STREAM_KINDS)
    wasLost = false
  })
  source.addEventListener('error', () => {
    wasLost = true
    noteReached(false)
  })

  return () => {
    source.close()
    clearTimeout(timer)
  }
}
