import type { Address } from '#base/address.ts'
import { fromHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { DEVNET_ACCOUNTS } from '#params/devnet/accounts.ts'
import { formatGenesis, GenesisError, parseGenesis } from '#params/genesis-file.ts'
import type { Genesis } from '#params/genesis.ts'
import { CliError } from '../cli-error.ts'
import type { DelegateKeys } from '../keys/key-file.ts'
import { testnetChainId } from './chain-id.ts'
import { shapeRules, type TestnetShape } from './testnet-shape.ts'

export interface TestnetDelegate {
  readonly name: string
  readonly owner: Address
  readonly keys: DelegateKeys
}

const SUPPLY_RAU = coins(10_000_000_000)
const DEV_ACCOUNT_RAU = coins(10_000_000)
/** For fees. */
const OWNER_RAU = coins(1_000)
/** Self-stake of the first of 100 delegates, and how much less each next one has: the ranking is clear, and easily changed. */
const FIRST_STAKE_RAU = coins(2_000_000)
const STAKE_STEP_RAU = coins(10_000)
const SELF_STAKE_DAYS = 91

/** The genesis of a testnet: the delegates in the order of their votes, and ten accounts with public keys. Throws `CliError`. */
export function makeTestnetGenesis(options: {
  readonly shape: TestnetShape
  readonly delegates: readonly TestnetDelegate[]
  /** 32 bytes. */
  readonly seed: Uint8Array
  readonly timeMs: number
}): Genesis {
  const { shape, delegates, seed } = options
  const buckets = delegates.map(({ name, owner }, index) => ({
    delegate: name,
    owner,
    amountRau: FIRST_STAKE_RAU - BigInt(index) * STAKE_STEP_RAU,
    durationDays: SELF_STAKE_DAYS,
    autoStake: true,
  }))
  const accounts = [
    ...DEVNET_ACCOUNTS.map((address) => ({ address, balanceRau: DEV_ACCOUNT_RAU })),
    ...delegates.map(({ owner }) => ({ address: owner, balanceRau: OWNER_RAU })),
  ]
  let spentRau = 0n
  for (const { balanceRau } of accounts) spentRau += balanceRau
  for (const { amountRau } of buckets) spentRau += amountRau
  const genesis: Genesis = {
    chainId: testnetChainId(seed),
    name: 'boule-testnet',
    timeMs: options.timeMs,
    ...shapeRules(shape),
    supplyRau: SUPPLY_RAU,
    rewardFundRau: SUPPLY_RAU - spentRau,
    randomnessSeed: seed,
    accounts,
    delegates: delegates.map(({ name, owner, keys }, index) => ({
      name,
      owner,
      operator: owner,
      reward: owner,
      blsKey: fromHex(keys.bls.publicKey),
      consensusKey: fromHex(keys.consensus.publicKey),
      rewardExempt: false,
      selfStakeBucket: index,
    })),
    buckets,
  }
  return checked(genesis)
}

/** Reads it as every node will, so that a bound of a rule that is broken is found here. */
function checked(genesis: Genesis): Genesis {
  try {
    return parseGenesis(formatGenesis(genesis))
  } catch (error) {
    if (!(error instanceof GenesisError)) throw error
    throw new CliError(
      `a testnet like this is not possible: ${error.problems.slice(0, 3).join('; ')}`,
      2,
    )
  }
}
