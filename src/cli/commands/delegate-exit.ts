import type { Command } from 'commander'
import { findOwnDelegate } from '../network/own-delegate.ts'
import { openSession, runSingleAction } from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import type { CommandHome } from '../program.ts'

/** `boule delegate request-exit|confirm-exit`: leaving for good, through the exit queue. */
export function addDelegateExit(home: CommandHome, parent: Command): void {
  addRequest(home, parent)
  addConfirm(home, parent)
}

function addRequest({ terminal }: CommandHome, parent: Command): void {
  const command = parent
    .command('request-exit')
    .description(
      'ask to leave for good, which cannot be taken back; `boule delegate show` says when it is the turn',
    )
    .argument('<delegate>', 'name of the delegate')
  addSenderOptions(command).action(async (name: string, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const delegate = await findOwnDelegate(session, name)
    const words = `asks to leave with ${delegate.name}, which cannot be taken back`
    await runSingleAction(session, words, (sender) => session.client.requestExit(sender))
  })
}

function addConfirm({ terminal }: CommandHome, parent: Command): void {
  const command = parent
    .command('confirm-exit')
    .description(
      'leave, once the exit was admitted and its wait is over; the self-stake becomes an ordinary bucket',
    )
    .argument('<delegate>', 'name of the delegate')
  addSenderOptions(command).action(async (name: string, options: SenderOptions) => {
    const session = await openSession(terminal, options)
    const delegate = await findOwnDelegate(session, name)
    await runSingleAction(session, `leaves with ${delegate.name}`, (sender) =>
      session.client.confirmExit(sender),
    )
  })
}
