import { type Address, toAddress } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { createRecordedGenesis } from './recorded-genesis.ts'
import type { RecordedReceipt } from './recorded-steps.ts'

/** Where iotex-core's receipts say which coins moved: logs of this address, topics from, to and kind, the amount as data. */
const MOVES_ADDRESS = '0xccd3d8863d241bcc80f46302310a6d942a90e851'

/** Balances as the recorded receipts make them, from those of genesis on. */
export interface RecordedLedger {
  /** Follows a receipt; returns the addresses whose balance it changed. */
  apply(receipt: RecordedReceipt): readonly Address[]
  balanceRau(address: Address): bigint
}

function addressOfTopic(topic: string | undefined): Address {
  return toAddress(`0x${must(topic, 'a topic').slice(-40)}`)
}

export function createRecordedLedger(): RecordedLedger {
  const balances = new Map<Address, bigint>()
  const genesis = createRecordedGenesis()
  for (const { address, balanceRau } of genesis.accounts) balances.set(address, balanceRau)
  let stakedRau = 0n
  for (const { amountRau } of genesis.buckets) stakedRau += amountRau
  balances.set(STAKING_ADDRESS, stakedRau).set(REWARDING_ADDRESS, genesis.rewardFundRau)
  const balanceOf = (address: Address): bigint => balances.get(address) ?? 0n
  return {
    balanceRau: balanceOf,
    apply: (receipt) => {
      const touched = new Set<Address>()
      for (const log of receipt.logs) {
        if (log.address.toLowerCase() !== MOVES_ADDRESS) continue
        const from = addressOfTopic(log.topics[1])
        const to = addressOfTopic(log.topics[2])
        const amountRau = BigInt(log.data)
        balances.set(from, balanceOf(from) - amountRau)
        balances.set(to, balanceOf(to) + amountRau)
        touched.add(from).add(to)
      }
      return [...touched]
    },
  }
}
