import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { GenesisEntries, GenesisFacts } from './records.ts'

/** What the network began with; the same at every height. */
export function getGenesis(client: ReaderClient): Promise<GenesisFacts> {
  return ask(client, 'boule_genesis')
}

/** Accounts, delegates or buckets that the network began with, in their order. */
export function getGenesisEntries<Section extends keyof GenesisEntries>(
  client: ReaderClient,
  { section, ...page }: PageParameters & { readonly section: Section },
): Promise<Page<GenesisEntries[Section]>> {
  return ask(client, 'boule_genesisEntries', [section, page])
}
