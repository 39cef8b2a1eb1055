import { type Address, addressFromBytes } from '#base/address.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { coins } from '#base/integers.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'

export const BENCH_CHAIN_ID = 77_777
const DELEGATES = 60

export interface Holder {
  readonly address: Address
  readonly privateKey: Uint8Array
}

export function makeHolders(count: number): readonly Holder[] {
  return Array.from({ length: count }, (_, i) => {
    const privateKey = sha256(utf8ToBytes(`bench holder ${i}`))
    return { privateKey, address: addressOfPrivateKey(privateKey) }
  })
}

/** A network with many accounts and buckets, of which `holders` can sign. */
export function makeLargeGenesis(options: {
  readonly accounts: number
  readonly buckets: number
  readonly delegates?: number
  readonly holders: readonly Pick<Holder, 'address'>[]
}): Genesis {
  const count = options.delegates ?? DELEGATES
  const others = Array.from({ length: options.accounts - options.holders.length }, (_, i) =>
    addressFromBytes(keccak256(utf8ToBytes(`bench account ${i}`)).subarray(12)),
  )
  const accounts = [...options.holders.map((one) => one.address), ...others].map((address) => ({
    address,
    balanceRau: coins(1_000_000),
  }))
  const delegates = Array.from({ length: count }, (_, i) => ({
    name: `bench${i}`,
    owner: addressFromBytes(keccak256(utf8ToBytes(`bench owner ${i}`)).subarray(12)),
    operator: addressFromBytes(keccak256(utf8ToBytes(`bench operator ${i}`)).subarray(12)),
    reward: addressFromBytes(keccak256(utf8ToBytes(`bench reward ${i}`)).subarray(12)),
    blsKey: new Uint8Array(0),
    consensusKey: sha256(utf8ToBytes(`bench key ${i}`)),
    rewardExempt: false,
    selfStakeBucket: i,
  }))
  const buckets = Array.from({ length: options.buckets }, (_, i) => ({
    delegate: `bench${i % count}`,
    owner:
      i < count
        ? (delegates[i] as { owner: Address }).owner
        : (accounts[i % accounts.length] as { address: Address }).address,
    amountRau: coins(1_000 + (i % 977)),
    durationDays: i % 1_051,
    autoStake: i % 2 === 0,
  }))
  const rewardFundRau = coins(100_000_000)
  let supplyRau = rewardFundRau
  for (const account of accounts) supplyRau += account.balanceRau
  for (const bucket of buckets) supplyRau += bucket.amountRau
  return {
    chainId: BENCH_CHAIN_ID,
    name: 'bench',
    timeMs: 1_700_000_000_000,
    rules: { ...PRESETS.devnet, maxBlockBytes: 16_777_216, maxBlockGas: 1_000_000_000 },
    schedule: [],
    supplyRau,
    rewardFundRau,
    randomnessSeed: new Uint8Array(32),
    accounts,
    delegates,
    buckets,
  }
}

/** Signed createStake transactions, `perHolder` from each holder in turn. */
export function makeStakingTransactions(
  holders: readonly Holder[],
  count: number,
  firstNonce = 0,
): readonly Uint8Array[] {
  const signature = 'createStake(string,uint256,uint32,bool,uint8[])'
  return Array.from({ length: count }, (_, i) => {
    const holder = holders[i % holders.length] as Holder
    return signTransaction(
      {
        type: 2,
        chainId: BENCH_CHAIN_ID,
        nonce: firstNonce + Math.floor(i / holders.length),
        gasLimit: 10_000,
        maxFeePerGasRau: 1_000_000_000_000n,
        maxPriorityFeePerGasRau: 0n,
        to: STAKING_ADDRESS,
        valueRau: 0n,
        data: encodeCall(signature, [
          `bench${i % DELEGATES}`,
          coins(100 + (i % 50)),
          i % 1_051,
          i % 2 === 0,
          [],
        ]),
        accessList: [],
      },
      holder.privateKey,
      signDigest,
    )
  })
}
