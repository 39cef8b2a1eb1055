import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { RankingEntry } from './records.ts'

/** Delegates by rank after the newest block. */
export function getRanking(
  client: ReaderClient,
  parameters: PageParameters = {},
): Promise<Page<RankingEntry>> {
  return ask(client, 'boule_ranking', [parameters])
}
