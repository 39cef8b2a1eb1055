import { ask, type Page, type ReaderClient } from './ask.ts'
import type { Bucket } from './records.ts'

/** One bucket; undefined when it never existed or was withdrawn. */
export async function getBucket(
  client: ReaderClient,
  parameters: { readonly index: number },
): Promise<Bucket | undefined> {
  const page = await ask<Page<Bucket>>(client, 'boule_buckets', [{ index: parameters.index }])
  return page.items[0]
}
