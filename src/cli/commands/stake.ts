import type { Command } from 'commander'
import { formatCoins } from '#sdk/units/format-coins.ts'
import { describeBucket } from '../network/find-bucket.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { resolveAddress } from '../network/resolve-signer.ts'
import { addBucketArgument } from '../options/bucket-argument.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { parseAmountOption, wholeOption } from '../options/parse-options.ts'
import type { CommandHome } from '../program.ts'
import { addStakeEndorse } from './stake-endorse.ts'

interface TermOptions extends SenderOptions {
  readonly days: number
  readonly autoStake?: true
}

const MAX_DAYS = 1050

/** `boule stake …`: what an owner does with buckets. */
export function addStakeCommands(home: CommandHome): void {
  const stake = home.program
    .command('stake')
    .description('lock coins for a delegate, and manage what is locked')
  addCreate(home, stake)
  addAdd(home, stake)
  addMove(home, stake)
  addRestake(home, stake)
  addUnstake(home, stake)
  addWithdraw(home, stake)
  addTransfer(home, stake)
  addStakeEndorse(home, stake)
}

function addTermOptions(command: Command): Command {
  return command
    .option(
      '--days <days>',
      `how long, 0 to ${MAX_DAYS} days; longer gives more votes`,
      wholeOption(0, MAX_DAYS),
      0,
    )
    .option('--auto-stake', 'the time does not run, and the votes are more')
}

function termText(options: TermOptions): string {
  return `for ${options.days} days, auto-stake ${options.autoStake ? 'on' : 'off'}`
}

function addCreate({ terminal }: CommandHome, stake: Command): void {
  const command = stake
    .command('create')
    .description('lock coins in a new bucket that votes for a delegate')
    .argument('<delegate>', 'name of the delegate')
    .argument('<amount>', 'coins', parseAmountOption)
  addSenderOptions(addTermOptions(command)).action(
    async (delegate: string, amountRau: bigint, options: TermOptions) => {
      const session = await openSession(terminal, options)
      const words = `stakes ${formatCoins(amountRau)} coins on ${delegate} ${termText(options)}`
      await runSingleAction(session, words, (sender) =>
        session.client.createStake({
          ...sender,
          delegate,
          amountRau,
          durationDays: options.days,
          autoStake: options.autoStake === true,
        }),
      )
    },
  )
}

function addAdd({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('add'))
    .description('add coins to a bucket with auto-stake')
    .argument('<amount>', 'coins', parseAmountOption)
  addSenderOptions(command).action(
    async (bucketIndex: number, amountRau: bigint, options: SenderOptions) => {
      const session = await openSession(terminal, options)
      const words = `adds ${formatCoins(amountRau)} coins to ${await describeBucket(session, bucketIndex)}`
      await runSingleAction(session, words, (sender) =>
        session.client.depositToStake({ ...sender, bucketIndex, amountRau }),
      )
    },
  )
}

function addMove({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('move'))
    .description('move the votes of a bucket to another delegate')
    .argument('<delegate>', 'name of the delegate that gets them')
  addSenderOptions(command).action(
    async (bucketIndex: number, delegate: string, options: SenderOptions) => {
      const session = await openSession(terminal, options)
      const words = `moves the votes of ${await describeBucket(session, bucketIndex)} to ${delegate}`
      await runSingleAction(session, words, (sender) =>
        session.client.changeCandidate({ ...sender, bucketIndex, delegate }),
      )
    },
  )
}

function addRestake({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('restake')).description(
    'choose duration and auto-stake anew; the time starts again',
  )
  addSenderOptions(addTermOptions(command)).action(
    async (bucketIndex: number, options: TermOptions) => {
      const session = await openSession(terminal, options)
      const words = `restakes ${await describeBucket(session, bucketIndex)} ${termText(options)}`
      await runSingleAction(session, words, (sender) =>
        session.client.restake({
          ...sender,
          bucketIndex,
          durationDays: options.days,
          autoStake: options.autoStake === true,
        }),
      )
    },
  )
}

function addUnstake({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('unstake')).description(
    'take the votes back and begin the wait for withdrawal',
  )
  addSenderOptions(command).action(async (bucketIndex: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const words = `unstakes ${await describeBucket(session, bucketIndex)}`
    await runSingleAction(session, words, (sender) =>
      session.client.unstake({ ...sender, bucketIndex }),
    )
  })
}

function addWithdraw({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('withdraw')).description(
    'get the coins of an unstaked bucket back',
  )
  addSenderOptions(command).action(async (bucketIndex: number, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const words = `withdraws ${await describeBucket(session, bucketIndex)}`
    await runSingleAction(session, words, (sender) =>
      session.client.withdrawStake({ ...sender, bucketIndex }),
    )
  })
}

function addTransfer({ terminal }: CommandHome, stake: Command): void {
  const command = addBucketArgument(stake.command('transfer'))
    .description('give a bucket to another owner')
    .argument('<owner>', 'address or account of the new owner')
  addSenderOptions(command).action(
    async (bucketIndex: number, to: string, options: SenderOptions) => {
      const session = await openSession(terminal, options)
      const owner = await resolveAddress(terminal, session.network, to)
      const words = `gives ${await describeBucket(session, bucketIndex)} to ${owner}`
      await runSingleAction(session, words, (sender) =>
        session.client.transferStake({ ...sender, bucketIndex, owner }),
      )
    },
  )
}
