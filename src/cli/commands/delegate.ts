import type { CommandHome } from '../program.ts'
import { addDelegateExit } from './delegate-exit.ts'
import { addDelegateActivate, addDelegateTransfer } from './delegate-ownership.ts'
import { addDelegateRegister } from './delegate-register.ts'
import { addDelegateShow } from './delegate-show.ts'
import { addDelegateUpdate } from './delegate-update.ts'

/** `boule delegate …`: being a delegate. */
export function addDelegateCommands(home: CommandHome): void {
  const delegate = home.program
    .command('delegate')
    .description('register a delegate, keep its profile and keys, back it, give it away, leave')
  addDelegateShow(home, delegate)
  addDelegateRegister(home, delegate)
  addDelegateUpdate(home, delegate)
  addDelegateActivate(home, delegate)
  addDelegateTransfer(home, delegate)
  addDelegateExit(home, delegate)
}
