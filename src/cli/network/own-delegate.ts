import type { Delegate } from '#sdk/reads/records.ts'
import { CliError } from '../cli-error.ts'
import type { Session } from './session.ts'

/**
 * The delegate of this name, when the signer owns it. The protocol finds the delegate by its owner, so the name alone would
 * not keep a mistaken signer from changing a delegate of its own. Throws `CliError` otherwise.
 */
export async function findOwnDelegate(session: Session, delegate: string): Promise<Delegate> {
  const found = await session.client.getDelegate({ delegate })
  const { address } = session.account
  if (found.owner.toLowerCase() !== address.toLowerCase()) {
    throw new CliError(
      `the delegate ${found.name} belongs to ${found.owner}, and only its owner may do this; ${address} signs`,
    )
  }
  return found
}
