import { encodeCall } from '#base/abi/abi-signature.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import type { Address } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import type { Rules } from '#params/rule-table.ts'
import type { Receipt, SignedTransaction } from '../block.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { STAKING_ADDRESS } from '../system-addresses.ts'
import { createGovernanceNetwork, type GovernanceNetwork } from './governance.fixture.ts'
import { encodePayload, type Payload } from './payload.ts'
import { PAYLOAD_KINDS } from './payload-kinds.ts'

/** mallory is rich and has staked nothing; alice, bob and carol hold the aged stake. */
export function createAttackedNetwork(
  rules: Partial<Rules> = {},
  others: Readonly<Record<string, number>> = {},
): GovernanceNetwork {
  const people = { alice: 10_000, bob: 10_000, carol: 10_000, dora: 10_000, emil: 10_000 }
  const holders = { ...people, guard: 100, mallory: 500_000, ...others }
  return createGovernanceNetwork(rules, { holders })
}

/** Submits a proposal under a harmless title, with more value than any deposit. */
export function proposeAs(
  network: GovernanceNetwork,
  who: string,
  payload: Payload,
  title = 'Clean-up',
): Receipt {
  const content = [PAYLOAD_KINDS.indexOf(payload.kind), title, 'Trust me.', encodePayload(payload)]
  return network.govern(who, 'propose(uint8,string,string,bytes)', content, coins(5_000))
}

export function stake(network: GovernanceNetwork, who: string, amount: number): void {
  const values = ['bob', coins(amount), 0, false, []]
  const { status } = network.call(who, STAKING_ADDRESS, SIGNATURES.createStake, values)
  if (status !== 1) throw new Error(`${who} cannot stake ${amount} coins`)
}

type Call = readonly [to: Address, signature: string, values: readonly AbiValue[]]

/** Codes of many transactions of one sender in one block. */
export function oneBlock(
  network: GovernanceNetwork,
  who: string,
  calls: readonly Call[],
): readonly number[] {
  const transactions: SignedTransaction[] = []
  const { nonce } = network.sign(who, {}).transaction
  for (const [place, [to, signature, values]] of calls.entries()) {
    const data = encodeCall(signature, values)
    transactions.push(network.sign(who, { to, data, nonce: nonce + place }))
  }
  return network.block({ transactions }).receipts.map(({ code }) => code)
}
