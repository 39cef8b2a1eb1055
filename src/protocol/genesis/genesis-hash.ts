import { Writer } from '#base/codec.ts'
import { keccak256 } from '#base/hash.ts'
import { formatRuleChanges } from '#params/rule-text.ts'
import type { Genesis } from '#params/genesis.ts'

/** keccak256 of the genesis in canonical form: two networks with one hash start from the same state. */
export function computeGenesisHash(genesis: Genesis): Uint8Array {
  const writer = new Writer(4096)
  const rules = (values: Genesis['schedule'][number]['set']): void => {
    writer.list(formatRuleChanges(values), (w, one) => w.text(one.name).text(one.value))
  }
  writer.text('boule genesis 1').u64(genesis.chainId).text(genesis.name).u64(genesis.timeMs)
  rules(genesis.rules)
  writer.u32(genesis.schedule.length)
  for (const change of genesis.schedule) {
    writer.u64(change.fromEpoch)
    rules(change.set)
  }
  writer.uint(genesis.supplyRau).uint(genesis.rewardFundRau).bytes(genesis.randomnessSeed)
  writer.list(genesis.accounts, (w, one) => w.address(one.address).uint(one.balanceRau))
  writer.list(genesis.delegates, (w, one) =>
    w
      .text(one.name)
      .address(one.owner)
      .address(one.operator)
      .address(one.reward)
      .bytes(one.blsKey)
      .bytes(one.consensusKey)
      .bool(one.rewardExempt)
      .optional(one.selfStakeBucket, (inner, index) => inner.u32(index)),
  )
  writer.list(genesis.buckets, (w, one) =>
    w
      .text(one.delegate)
      .address(one.owner)
      .uint(one.amountRau)
      .u32(one.durationDays)
      .bool(one.autoStake),
  )
  return keccak256(writer.view())
}
