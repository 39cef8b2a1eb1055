import type { Testnet, TestnetEvent } from './testnet.ts'
import type { TestnetNews, TestnetView } from './testnet-view.ts'

/** How a running testnet shows itself: a live view, lines of text, or JSON lines. */
export interface TestnetOutput {
  /** Something happened to a node; before `ready`, too. */
  readonly event: (event: TestnetEvent) => void
  readonly ready: (testnet: Testnet) => void
  /** After each look at the nodes. */
  readonly look: (view: TestnetView, news: readonly TestnetNews[]) => void
  readonly end: () => void
}
