import type { ChainWatch } from '../stream/chain-watch.ts'

/** Remembers answers for as long as no block comes, and never longer than a second. */
export interface BlockCache {
  /** What `read` answers, asked for once for a block. A failure is not remembered. */
  get<T>(key: string, read: () => Promise<T>): Promise<T>
}

/** How long an answer holds when the index stands still. */
const MAX_AGE_MS = 1_000
const MAX_REMEMBERED = 2_000
/** Of all texts together: beyond it everything is forgotten. */
const MAX_CHARACTERS = 32_000_000

interface Remembered {
  readonly readMs: number
  readonly answer: Promise<unknown>
}

export function createBlockCache(watch: Pick<ChainWatch, 'head'>, now: () => number): BlockCache {
  const remembered = new Map<string, Remembered>()
  let height = 0
  let characters = 0
  const forget = (): void => {
    remembered.clear()
    characters = 0
  }
  const weigh = (answer: unknown): void => {
    if (typeof answer === 'string') characters += answer.length
    if (characters > MAX_CHARACTERS) forget()
  }
  return {
    get: <T>(key: string, read: () => Promise<T>): Promise<T> => {
      const newest = watch.head()?.height ?? 0
      if (newest !== height || remembered.size >= MAX_REMEMBERED) forget()
      height = newest
      const known = remembered.get(key)
      if (known !== undefined && now() - known.readMs < MAX_AGE_MS) {
        return known.answer as Promise<T>
      }
      const answer = read()
      remembered.set(key, { readMs: now(), answer })
      answer.then(weigh, () => {
        if (remembered.get(key)?.answer === answer) remembered.delete(key)
      })
      return answer
    },
  }
}
