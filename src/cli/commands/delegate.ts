import type { CommandHome } from '../program.ts'
import { addDelegateKeysCommands } from './delegate-keys.ts'
import { addDelegateRegister } from './delegate-register.ts'
import { addDelegateShow } from './delegate-show.ts'
import { addDelegateUpdate } from './delegate-update.ts'

/** `boule delegate …`: being a delegate. */
export function addDelegateCommands(home: CommandHome): void {
  const delegate = home.program
    .command('delegate')
    .description('register a delegate, keep its profile and keys')
  addDelegateShow(home, delegate)
  addDelegateRegister(home, delegate)
  addDelegateUpdate(home, delegate)
  addDelegateKeysCommands(home, delegate)
}
