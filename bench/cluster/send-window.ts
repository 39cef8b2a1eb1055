/** Holds a sender back that is too far ahead of the blocks. */
export interface SendWindow {
  /** Resolves when so many more may be sent; they count as sent then. */
  take(count: number): Promise<void>
  /** So many of those that were sent are in blocks, in all. */
  onCommitted(total: number): void
}

/** At most `open` transactions are sent and not in a block. */
export function createSendWindow(open: number): SendWindow {
  let sent = 0
  let committed = 0
  let waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const letGo = (): void => {
    waiting = waiting.filter(({ count, resolve }) => {
      // A batch that is larger than the window goes alone.
      if (sent > committed && sent + count - committed > open) return true
      sent += count
      resolve()
      return false
    })
  }
  return {
    take: (count) =>
      new Promise((resolve) => {
        waiting.push({ count, resolve })
        letGo()
      }),
    onCommitted: (total) => {
      committed = total
      letGo()
    },
  }
}
