import type { Address } from '#base/address.ts'
import { must } from '#base/assert.ts'
import type { World } from '../world.ts'
import type { Delegate } from './state.ts'

/** Most bytes that are read where a call names a delegate. Real names are shorter; this bounds what a refusal repeats. */
export const MAX_NAME_ARGUMENT_BYTES = 64

const MAX_NAME_LENGTH = 12

/** Whether a text can be a delegate's name: 1 to 12 characters, a to z and 0 to 9. */
export function isDelegateName(text: string): boolean {
  if (text.length < 1 || text.length > MAX_NAME_LENGTH) return false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isLetter = code >= 97 && code <= 122
    const isDigit = code >= 48 && code <= 57
    if (!isLetter && !isDigit) return false
  }
  return true
}

export function getDelegate(world: World, id: Address): Delegate {
  return must(world.delegates.delegates.get(id), 'a delegate')
}

function find(world: World, id: Address | undefined): Delegate | undefined {
  return id === undefined ? undefined : getDelegate(world, id)
}

export function findDelegateByName(world: World, name: string): Delegate | undefined {
  return find(world, world.delegates.index.byName(name))
}

export function findDelegateByOwner(world: World, owner: Address): Delegate | undefined {
  return find(world, world.delegates.index.byOwner(owner))
}

/** The delegate whose owner or operator the address is. Ownership comes first: one address may be both, of two delegates. */
export function findDelegateByManager(world: World, address: Address): Delegate | undefined {
  const id = world.delegates.index.byOwner(address) ?? world.delegates.index.byOperator(address)
  return find(world, id)
}
