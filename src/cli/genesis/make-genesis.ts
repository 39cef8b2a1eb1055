import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { type Address, parseHexAddress } from '#base/address.ts'
import { fromHex } from '#base/hex.ts'
import { parseIoAddress } from '#base/io-address.ts'
import type { Genesis, GenesisDelegate } from '#params/genesis.ts'
import { checkGenesis } from '#params/genesis-file.ts'
import { PRESETS, type PresetName } from '#params/presets.ts'
import { CliError } from '../cli-error.ts'
import { readDelegateKeys } from '../keys/key-file.ts'
import { applyPhases, type NewPhase } from './phases.ts'

export interface NewDelegate {
  readonly name: string
  /** Owner, operator and reward address of the delegate. */
  readonly owner: string
  /** Self-stake. */
  readonly amountRau: bigint
  readonly keyFile: string | undefined
}

export interface NewGenesis {
  readonly chainId: number
  readonly name: string
  readonly preset: PresetName
  /** In order of their epochs; without one for epoch 1 the numbers of the preset hold first. */
  readonly phases: readonly NewPhase[]
  readonly accounts: readonly { readonly account: string; readonly amountRau: bigint }[]
  readonly delegates: readonly NewDelegate[]
  readonly rewardFundRau: bigint
}

/** Self-stakes of genesis get the full weight: auto-stake, and the shortest duration with the bonus. */
const SELF_STAKE_DAYS = 91

/** A genesis that begins now, with fresh randomness. Throws `CliError` when it is not a usable one. */
export function makeGenesis(folder: string, wanted: NewGenesis): Genesis {
  const accounts = wanted.accounts.map(({ account, amountRau }) => ({
    address: parseAnyAddress(account),
    balanceRau: amountRau,
  }))
  const delegates = wanted.delegates.map((one, index) => makeDelegate(folder, one, index))
  const buckets = wanted.delegates.map((one) => ({
    delegate: one.name,
    owner: parseAnyAddress(one.owner),
    amountRau: one.amountRau,
    durationDays: SELF_STAKE_DAYS,
    autoStake: true,
  }))
  const sumRau = [...accounts.map((one) => one.balanceRau), ...buckets.map((one) => one.amountRau)]
  const genesis: Genesis = {
    chainId: wanted.chainId,
    name: wanted.name,
    timeMs: Math.floor(Date.now() / 1000) * 1000,
    ...applyPhases(PRESETS[wanted.preset], wanted.phases),
    supplyRau: sumRau.reduce((sum, amount) => sum + amount, wanted.rewardFundRau),
    rewardFundRau: wanted.rewardFundRau,
    randomnessSeed: Uint8Array.from(randomBytes(32)),
    accounts,
    delegates,
    buckets,
  }
  const problems = checkGenesis(genesis)
  if (problems.length > 0)
    throw new CliError(`this would not be a usable genesis: ${problems.slice(0, 3).join('; ')}`)
  return genesis
}

function makeDelegate(folder: string, one: NewDelegate, index: number): GenesisDelegate {
  const owner = parseAnyAddress(one.owner)
  const keys =
    one.keyFile === undefined ? undefined : readDelegateKeys(path.resolve(folder, one.keyFile))
  return {
    name: one.name,
    owner,
    operator: owner,
    reward: owner,
    blsKey: keys === undefined ? new Uint8Array(0) : fromHex(keys.bls.publicKey),
    consensusKey: keys === undefined ? new Uint8Array(0) : fromHex(keys.consensus.publicKey),
    rewardExempt: false,
    selfStakeBucket: index,
  }
}

function parseAnyAddress(text: string): Address {
  const address = parseHexAddress(text) ?? parseIoAddress(text)
  if (address === undefined) {
    throw new CliError(`"${text}" is no address: write 0x and 40 hex digits, or io1…`, 2)
  }
  return address
}
