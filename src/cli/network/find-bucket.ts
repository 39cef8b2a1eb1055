import { formatCoins } from '#sdk/units/format-coins.ts'
import type { Bucket } from '#sdk/reads/records.ts'
import { CliError } from '../cli-error.ts'
import type { Session } from './session.ts'

/** A bucket that is there. Throws `CliError` when it is not. */
export async function findBucket(session: Session, index: number): Promise<Bucket> {
  const bucket = await session.client.getBucket({ index })
  if (bucket === undefined) {
    throw new CliError(
      `there is no bucket ${index}; \`boule buckets --owner ACCOUNT\` lists those of an account`,
    )
  }
  return bucket
}

/** A bucket in words, so that a mistyped index is seen before anything is signed. */
export function bucketText({ index, amountRau, delegateName }: Bucket): string {
  return `bucket ${index} (${formatCoins(amountRau)} coins for ${delegateName})`
}

/** The bucket of an index in words. Throws `CliError` when there is none. */
export async function describeBucket(session: Session, index: number): Promise<string> {
  return bucketText(await findBucket(session, index))
}
