import { createPrivateKey, createPublicKey } from 'node:crypto'
import { type Address, ZERO_ADDRESS } from '#base/address.ts'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { sha256 } from '#base/hash.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { coins } from '#base/integers.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { addressOfPrivateKey, signTransaction } from '#base/sign-transaction.ts'
import type { TransactionFields } from '#base/transaction.ts'
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import type { Genesis, GenesisBucket, GenesisDelegate } from '#params/genesis.ts'
import { checkGenesis } from '#params/genesis-file.ts'
import { PRESETS } from '#params/presets.ts'
import type { Rules } from '#params/rule-table.ts'

export const TEST_CHAIN_ID = 424_242
/** Amount that each test account starts with. */
export const TEST_BALANCE_RAU = coins(1_000_000)
const TEST_GAS_PRICE_RAU = 1_000_000_000n

export interface TestAccount {
  readonly address: Address
  readonly privateKey: Uint8Array
}

export const TEST_ACCOUNTS: readonly TestAccount[] = Array.from({ length: 6 }, (_, index) => {
  const privateKey = sha256(utf8ToBytes(`boule test account ${index}`))
  return { privateKey, address: addressOfPrivateKey(privateKey) }
})

const DELEGATES = ['athens', 'corinth', 'delphi', 'megara', 'samos', 'thebes', 'tiryns', 'zea']

/** A small network with short epochs: eight delegates with the keys of a devnet, four seats, three of them producers. */
export function testGenesis(rules: Partial<Rules> = {}): Genesis {
  const delegates: GenesisDelegate[] = []
  const buckets: GenesisBucket[] = []
  for (const [index, name] of DELEGATES.entries()) {
    const owner = addressOfPrivateKey(computeDevSeed('owner', name))
    buckets.push({
      delegate: name,
      owner,
      amountRau: coins(1_000 + 10 * index),
      durationDays: 91,
      autoStake: true,
    })
    delegates.push({
      name,
      owner,
      operator: addressOfPrivateKey(computeDevSeed('operator', name)),
      reward: owner,
      blsKey: blsPublicKey(blsSecretKeyFromSeed(computeDevSeed('bls', name))),
      consensusKey: consensusKeyOf(computeDevSeed('consensus', name)),
      rewardExempt: false,
      selfStakeBucket: index,
    })
  }
  const rewardFundRau = coins(10_000_000)
  let supplyRau = rewardFundRau + TEST_BALANCE_RAU * BigInt(TEST_ACCOUNTS.length)
  for (const bucket of buckets) supplyRau += bucket.amountRau
  const genesis: Genesis = {
    chainId: TEST_CHAIN_ID,
    name: 'test',
    timeMs: 1_700_000_000_000,
    rules: {
      ...PRESETS.devnet,
      gasPriceRau: TEST_GAS_PRICE_RAU,
      blocksPerEpoch: 12,
      electionLeadBlocks: 4,
      consensusDelegates: 4,
      producers: 3,
      ...rules,
    },
    schedule: [],
    supplyRau,
    rewardFundRau,
    randomnessSeed: new Uint8Array(32).fill(9),
    accounts: TEST_ACCOUNTS.map(({ address }) => ({ address, balanceRau: TEST_BALANCE_RAU })),
    delegates,
    buckets,
  }
  const problems = checkGenesis(genesis)
  if (problems.length > 0) throw new Error(`the test genesis is wrong: ${problems.join('; ')}`)
  return genesis
}

/** A signed transfer of `valueRau` Rau, unless `fields` say otherwise. */
export function signedTransfer(
  from: TestAccount,
  nonce: number,
  fields: Partial<TransactionFields> = {},
): Uint8Array {
  return signTransaction(
    {
      type: 2,
      chainId: TEST_CHAIN_ID,
      nonce,
      gasLimit: 10_000,
      maxFeePerGasRau: 2n * TEST_GAS_PRICE_RAU,
      maxPriorityFeePerGasRau: 0n,
      to: TEST_ACCOUNTS[1]?.address ?? ZERO_ADDRESS,
      valueRau: coins(1),
      data: new Uint8Array(0),
      accessList: [],
      ...fields,
    },
    from.privateKey,
    signDigest,
  )
}

/** PKCS #8 of an Ed25519 seed, up to the seed (RFC 8410). */
const SEED_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Node's own Ed25519 has no tables to build first: this network is set up in hundreds of processes. */
function consensusKeyOf(seed: Uint8Array): Uint8Array {
  const key = createPrivateKey({
    key: Buffer.concat([SEED_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  return new Uint8Array(Buffer.from(x ?? '', 'base64url'))
}
