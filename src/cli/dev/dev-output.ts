import type { BouleClient } from '#sdk/create-boule-client.ts'
import type { BlockReport } from '../live/block-report.ts'
import type { NameBook } from '../live/name-book.ts'
import type { DevIntro } from './intro.ts'

/** What an output may ask when a block is there. */
export interface DevContext {
  readonly client: BouleClient
  readonly names: NameBook
  readonly rpcUrl: string
}

/** How a running devnet shows itself: a live view, lines of text, or JSON lines. */
export interface DevOutput {
  /** Whether the block that is there at the start is shown, too. */
  readonly showsCurrent: boolean
  /** Most blocks that it can be behind; older ones are left out. */
  readonly mostBehind: number
  readonly start: (intro: DevIntro) => void
  readonly block: (report: BlockReport, context: DevContext, isNewest: boolean) => Promise<void>
  readonly log: (line: string) => void
  /** The portal can be used, at this address. */
  readonly portal: (url: string) => void
  readonly end: () => void
}
