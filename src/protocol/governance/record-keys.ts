import type { Address } from '#base/address.ts'

/** Key of what belongs to a proposal and an account. */
export function pairKey(proposal: number, account: Address): string {
  return `${proposal}/${account}`
}

/** The proposal and the account of a `pairKey`. */
export function splitPairKey(key: string): readonly [proposal: number, account: Address] {
  const [proposal = '', account = ''] = key.split('/')
  return [Number(proposal), account as Address]
}

const NUMBERS_PER_GROUP = 4_294_967_296

/** Key of the `number`-th record of a proposal (ballots) or of a class (delegations). */
export function groupKey(group: number, number: number): number {
  return group * NUMBERS_PER_GROUP + number
}

export function groupOf(key: number): number {
  return Math.floor(key / NUMBERS_PER_GROUP)
}

export function numberOf(key: number): number {
  return key % NUMBERS_PER_GROUP
}
