import type { Address } from '#base/address.ts'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import type { ValidatorAddress } from '../abci.ts'
import type { Delegate } from './state.ts'

/** Identities by what is unique about a delegate. Derived from the delegates, never stored. */
export interface DelegateIndex {
  byName(name: string): Address | undefined
  byOwner(owner: Address): Address | undefined
  byOperator(operator: Address): Address | undefined
  byValidator(validator: ValidatorAddress): Address | undefined
  readonly onChange: (
    key: Address,
    before: Delegate | undefined,
    after: Delegate | undefined,
  ) => void
}

function move<K>(
  index: Map<K, Address>,
  id: Address,
  before: K | undefined,
  after: K | undefined,
): void {
  if (before === after) return
  if (before !== undefined) index.delete(before)
  if (after !== undefined) index.set(after, id)
}

function validatorOf(delegate: Delegate | undefined): ValidatorAddress | undefined {
  return delegate === undefined || delegate.consensusKey.length === 0
    ? undefined
    : toUpperHex(consensusAddress(delegate.consensusKey))
}

export function createDelegateIndex(): DelegateIndex {
  const names = new Map<string, Address>()
  const owners = new Map<Address, Address>()
  const operators = new Map<Address, Address>()
  const validators = new Map<ValidatorAddress, Address>()
  return {
    byName: (name) => names.get(name),
    byOwner: (owner) => owners.get(owner),
    byOperator: (operator) => operators.get(operator),
    byValidator: (validator) => validators.get(validator),
    onChange: (key, before, after) => {
      move(names, key, before?.name, after?.name)
      move(owners, key, before?.owner, after?.owner)
      move(operators, key, before?.operator, after?.operator)
      if (before?.consensusKey !== after?.consensusKey) {
        move(validators, key, validatorOf(before), validatorOf(after))
      }
    },
  }
}
