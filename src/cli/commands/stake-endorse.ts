import type { Command } from 'commander'
import { bucketText, describeBucket, findBucket } from '../network/find-bucket.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { addBucketArgument } from '../options/bucket-argument.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import type { CommandHome } from '../program.ts'

/** `boule stake endorse|announce-endorsement-end|revoke-endorsement`: lending a bucket to a delegate as its self-stake. */
export function addStakeEndorse(home: CommandHome, stake: Command): void {
  addEndorse(home, stake)
  addAnnounceEnd(home, stake)
  addRevoke(home, stake)
}

function addEndorse({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('endorse')).description(
    'let the delegate that a bucket votes for use it as self-stake',
  )
  addSenderOptions(command).action(async (bucketIndex: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const bucket = await findBucket(session, bucketIndex)
    const words = `endorses ${bucket.delegateName} with ${bucketText(bucket)}`
    await runSingleAction(session, words, (sender) =>
      session.client.endorseCandidate({ ...sender, bucketIndex }),
    )
  })
}

function addAnnounceEnd({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('announce-endorsement-end')).description(
    'begin the wait after which the endorsement by a bucket can be revoked',
  )
  addSenderOptions(command).action(async (bucketIndex: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const bucket = await describeBucket(session, bucketIndex)
    await runSingleAction(session, `announces the end of the endorsement by ${bucket}`, (sender) =>
      session.client.announceEndorsementEnd({ ...sender, bucketIndex }),
    )
  })
}

function addRevoke({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('revoke-endorsement')).description(
    'end an endorsement whose announced end is reached; the bucket is nobody’s self-stake any more',
  )
  addSenderOptions(command).action(async (bucketIndex: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const bucket = await describeBucket(session, bucketIndex)
    await runSingleAction(session, `revokes the endorsement by ${bucket}`, (sender) =>
      session.client.revokeEndorsement({ ...sender, bucketIndex }),
    )
  })
}
