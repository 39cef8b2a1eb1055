import { toHex } from '#base/hex.ts'
import type { Genesis, GenesisBucket, GenesisDelegate } from '#params/genesis.ts'
import { formatRuleChanges } from '#params/rule-text.ts'
import type { Rules } from '#params/rule-table.ts'
import type { JsonObject } from '../backend.ts'
import { viewAddress, viewAmount } from './boule-view.ts'

/** What a network began with, without its lists. */
export function viewGenesis(genesis: Genesis, hash: Uint8Array): JsonObject {
  return {
    network: genesis.name,
    chainId: genesis.chainId,
    genesisHash: toHex(hash),
    timeMs: genesis.timeMs,
    supplyRau: viewAmount(genesis.supplyRau),
    rewardFundRau: viewAmount(genesis.rewardFundRau),
    randomnessSeed: toHex(genesis.randomnessSeed),
    rules: viewRuleTexts(genesis.rules),
    schedule: genesis.schedule.map(({ fromEpoch, set }) => {
      return { fromEpoch, rules: viewRuleTexts(set) }
    }),
    accounts: genesis.accounts.length,
    delegates: genesis.delegates.length,
    buckets: genesis.buckets.length,
  }
}

/** Values as text, the form of genesis files and proposals. */
function viewRuleTexts(rules: Partial<Rules>): readonly JsonObject[] {
  return formatRuleChanges(rules).map(({ name, value }) => ({ name, value }))
}

export const GENESIS_SECTIONS = ['accounts', 'delegates', 'buckets'] as const
export type GenesisSection = (typeof GENESIS_SECTIONS)[number]

/** Entries of one of the lists, from `offset` on. */
export function viewGenesisEntries(
  genesis: Genesis,
  section: GenesisSection,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): JsonObject {
  const end = offset + limit
  const total = genesis[section].length
  switch (section) {
    case 'accounts': {
      const items = genesis.accounts.slice(offset, end).map(({ address, balanceRau }) => {
        return { address: viewAddress(address), balanceRau: viewAmount(balanceRau) }
      })
      return { section, total, offset, items }
    }
    case 'delegates':
      return {
        section,
        total,
        offset,
        items: genesis.delegates.slice(offset, end).map(viewFirstDelegate),
      }
    case 'buckets':
      return {
        section,
        total,
        offset,
        items: genesis.buckets.slice(offset, end).map(viewFirstBucket),
      }
  }
}

function viewFirstDelegate(delegate: GenesisDelegate): JsonObject {
  const { name, owner, operator, reward, blsKey, consensusKey } = delegate
  return {
    name,
    owner: viewAddress(owner),
    operator: viewAddress(operator),
    reward: viewAddress(reward),
    blsKey: blsKey.length === 0 ? null : toHex(blsKey),
    consensusKey: consensusKey.length === 0 ? null : toHex(consensusKey),
    rewardExempt: delegate.rewardExempt,
    selfStakeBucket: delegate.selfStakeBucket ?? null,
  }
}

function viewFirstBucket(bucket: GenesisBucket): JsonObject {
  const { delegate, owner, amountRau, durationDays, autoStake } = bucket
  return {
    delegate,
    owner: viewAddress(owner),
    amountRau: viewAmount(amountRau),
    durationDays,
    autoStake,
  }
}
