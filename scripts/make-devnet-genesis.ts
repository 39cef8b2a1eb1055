/**
 * Writes src/params/devnet/genesis.json: the 61 delegates of IoTeX's published reward table of March 2020, votes such
 * that an epoch reward splits as that table does, carried by about a thousand generated voters, and ten funded accounts.
 * The same every time: node scripts/make-devnet-genesis.ts
 */
import { writeFileSync } from 'node:fs'
import { ed25519 } from '@noble/curves/ed25519.js'
import { type Address, addressFromBytes } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { coins, minBigint } from '#base/integers.ts'
import { parseAddress } from '#base/io-address.ts'
import { computeVotes } from '#formulas/vote-weight.ts'
import { addressOfPrivateKey } from '#base/sign-transaction.ts'
import { DEVNET_ACCOUNTS, DEVNET_CHAIN_ID } from '#params/devnet/accounts.ts'
import published from '#params/devnet/delegates-2020.json' with { type: 'json' }
import { computeDevSeed } from '#params/devnet/dev-seed.ts'
import { deriveVotesFromRewards } from '#params/devnet/votes-from-rewards.ts'
import { checkGenesis, formatGenesis } from '#params/genesis-file.ts'
import type { Genesis, GenesisBucket, GenesisDelegate } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'
import { createRandom, type Random } from '../sim/random.ts'

const VOTERS = 1_000
const SUPPLY = coins(10_000_000_000)
/** Stands for the votes that the table does not name. */
const UNLISTED = 'unlisted'

function voterAddress(name: string, index: number): Address {
  return addressFromBytes(
    keccak256(utf8ToBytes(`boule devnet voter ${name} ${index}`)).subarray(12),
  )
}

/** Buckets whose weighted votes add up to exactly `votesRau`: a self-stake and `voters` of varied length, the last one to fill up. */
function makeBuckets(
  name: string,
  owner: Address,
  votesRau: bigint,
  voters: number,
  random: Random,
): GenesisBucket[] {
  let leftRau = votesRau
  const buckets: GenesisBucket[] = []
  const add = (
    bucketOwner: Address,
    amountRau: bigint,
    durationDays: number,
    autoStake: boolean,
    selfStake: boolean,
  ): void => {
    const votes = computeVotes({ amountRau, durationDays, autoStake, selfStake })
    assert(votes <= leftRau, `votes of ${name} are enough`)
    leftRau -= votes
    buckets.push({ delegate: name, owner: bucketOwner, amountRau, durationDays, autoStake })
  }
  const small = votesRau < coins(1_000)
  const selfRau = small
    ? coins(100)
    : minBigint(coins(1_200_000), votesRau / 4n - ((votesRau / 4n) % coins(1)))
  add(owner, selfRau, small ? 0 : 91, !small, true)
  for (let i = 0; i < voters - 1; i++) {
    // Uneven holdings: from half to one and a half of an equal part of what is left.
    const part = leftRau / BigInt(voters - i)
    const wantedRau = (part * BigInt(50 + random.below(100))) / 160n
    const amountRau = wantedRau - (wantedRau % coins(1))
    if (amountRau < coins(100)) continue
    add(
      voterAddress(name, i),
      amountRau,
      random.pick([0, 7, 14, 30, 91, 182, 350, 1_050]),
      random.oneIn(2),
      false,
    )
  }
  if (leftRau > 0n) add(voterAddress(name, voters), leftRau, 0, false, false)
  assert(leftRau === 0n, `votes of ${name} come out exactly`)
  return buckets
}

function lastOf(accounts: readonly Address[]): Address {
  const last = accounts.at(-1)
  assert(last !== undefined, 'there are funded accounts')
  return last
}

/** The genesis, the same every time. */
export function makeDevnetGenesis(): Genesis {
  const random = createRandom(2019)
  const derived = deriveVotesFromRewards(published)
  const listed = [
    ...derived.delegates.map(({ name, rewardAddress, votesRau }) => ({
      name,
      reward: parseAddress(rewardAddress),
      votesRau,
    })),
    { name: UNLISTED, reward: undefined, votesRau: derived.unlistedVotesRau },
  ]
  const delegates: GenesisDelegate[] = []
  const buckets: GenesisBucket[] = []
  for (const { name, reward, votesRau } of listed) {
    const owner = addressOfPrivateKey(computeDevSeed('owner', name))
    const voters = 1 + Number((votesRau * BigInt(VOTERS - listed.length)) / derived.totalVotesRau)
    delegates.push({
      name,
      owner,
      operator: addressOfPrivateKey(computeDevSeed('operator', name)),
      reward: reward ?? owner,
      blsKey: blsPublicKey(blsSecretKeyFromSeed(computeDevSeed('bls', name))),
      consensusKey: ed25519.getPublicKey(computeDevSeed('consensus', name)),
      rewardExempt: false,
      selfStakeBucket: buckets.length,
    })
    buckets.push(...makeBuckets(name, owner, votesRau, voters, random))
  }
  // Owners and operators get a little for fees.
  const accounts = [
    ...DEVNET_ACCOUNTS.map((address) => ({ address, balanceRau: coins(10_000_000) })),
    ...delegates
      .flatMap(({ owner, operator }) => [owner, operator])
      .map((address) => ({ address, balanceRau: coins(1_000) })),
  ]
  let spentRau = 0n
  for (const account of accounts) spentRau += account.balanceRau
  for (const bucket of buckets) spentRau += bucket.amountRau
  return {
    chainId: DEVNET_CHAIN_ID,
    name: 'boule-devnet',
    timeMs: Date.UTC(2026, 0, 1),
    // The last of the funded accounts is the guardian: everybody can try a veto.
    rules: {
      ...PRESETS.devnet,
      consensusDelegates: 12,
      producers: 12,
      guardian: lastOf(DEVNET_ACCOUNTS),
    },
    schedule: [{ fromEpoch: 3, set: { consensusDelegates: 36, producers: 24 } }],
    supplyRau: SUPPLY,
    rewardFundRau: SUPPLY - spentRau,
    randomnessSeed: keccak256(utf8ToBytes('boule devnet')),
    accounts,
    delegates,
    buckets,
  }
}

if (import.meta.main) {
  const genesis = makeDevnetGenesis()
  const problems = checkGenesis(genesis)
  assert(problems.length === 0, problems.join('; '))
  const text = JSON.stringify(formatGenesis(genesis), null, 1)
  writeFileSync(new URL('../src/params/devnet/genesis.json', import.meta.url), `${text}\n`)
  process.stdout.write(`${genesis.delegates.length} delegates, ${genesis.buckets.length} buckets\n`)
}
