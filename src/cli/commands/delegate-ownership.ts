import type { Command } from 'commander'
import { bucketText, findBucket } from '../network/find-bucket.ts'
import { findOwnDelegate } from '../network/own-delegate.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { addBucketArgument } from '../options/bucket-argument.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import type { CommandHome } from '../program.ts'

/** `boule delegate activate`: chooses the self-stake of a delegate. */
export function addDelegateActivate({ terminal }: CommandHome, parent: Command): void {
  const command = addBucketArgument(
    parent.command('activate').argument('<delegate>', 'name of the delegate'),
  ).description(
    'make a bucket the self-stake of a delegate: one of its owner, or one that endorses it',
  )
  addSenderOptions(command).action(
    async (name: string, bucketIndex: number, options: SenderOptions) => {
      const session = await openSession(terminal, options)
      const delegate = await findOwnDelegate(session, name)
      const bucket = await findBucket(session, bucketIndex)
      const words = `makes ${bucketText(bucket)} the self-stake of ${delegate.name}`
      await runSingleAction(session, words, (sender) =>
        session.client.activateDelegate({ ...sender, bucketIndex }),
      )
    },
  )
}

/** `boule delegate transfer-ownership`: gives a delegate away. */
export function addDelegateTransfer({ terminal }: CommandHome, parent: Command): void {
  const command = parent
    .command('transfer-ownership')
    .description(
      'give a delegate to another owner; a self-stake of the old owner that endorses nobody becomes an ordinary bucket',
    )
    .argument('<delegate>', 'name of the delegate')
    .argument('<owner>', 'address or account of the new owner')
  addSenderOptions(command).action(async (name: string, to: string, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const delegate = await findOwnDelegate(session, name)
    const owner = await resolveAddress(terminal, session.network, to)
    await runSingleAction(session, `gives the delegate ${delegate.name} to ${owner}`, (sender) =>
      session.client.transferDelegate({ ...sender, owner }),
    )
  })
}
