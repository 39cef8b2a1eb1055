import { ask, type Page, type PageParameters, type ReaderClient } from './ask.ts'
import type { Bucket } from './records.ts'

export interface GetBucketsParameters extends PageParameters {
  /** 0x… or io1…. */
  readonly owner?: string
  /** Name or identity. */
  readonly delegate?: string
}

/** Buckets in order of their index: all, of an owner, for a delegate, or both. */
export function getBuckets(
  client: ReaderClient,
  parameters: GetBucketsParameters = {},
): Promise<Page<Bucket>> {
  return ask(client, 'boule_buckets', [parameters])
}
