import { encodeCall } from '#base/abi/abi-signature.ts'
import { toIoAddress } from '#base/io-address.ts'
import {
  DELEGATES_ADDRESS,
  ELECTION_ADDRESS,
  EPOCHS_ADDRESS,
  LIVENESS_ADDRESS,
  PARAMS_ADDRESS,
  REWARDING_ADDRESS,
  STAKING_ADDRESS,
} from '#protocol/system-addresses.ts'
import { type Chance, type Maker, pickAmount, pickHolder, pickPayload } from './operation.ts'
import { simAddress } from './sim-keys.ts'

const NO_BYTES = new Uint8Array(0)

export const transfer: Maker = (chance) => {
  const to = pickHolder(chance)
  const valueRau = pickAmount(chance)
  return {
    name: 'transfer',
    sender: pickHolder(chance),
    to,
    valueRau,
    data: NO_BYTES,
    expected: { kind: 'transfer', to, amountRau: valueRau },
  }
}

function pickClaim(chance: Chance) {
  const { random, world } = chance
  const reward = simAddress(`reward ${random.below(5)}`)
  const unclaimedRau = world.rewards.unclaimed.get(reward) ?? 0n
  const amountRau = random.oneIn(6) ? pickAmount(chance) : unclaimedRau / 2n
  return { reward, amountRau, payload: pickPayload(chance) }
}

export const claimFor: Maker = (chance) => {
  const { reward, amountRau, payload } = pickClaim(chance)
  const isReadable = !chance.random.oneIn(20)
  const account = chance.random.oneIn(2) ? toIoAddress(reward) : reward
  const data = encodeCall('claimFor(uint256,string,uint8[])', [
    amountRau,
    isReadable ? account : account.slice(1),
    payload,
  ])
  const payloadBytes = payload.length
  return {
    name: 'claimFor',
    sender: pickHolder(chance),
    to: REWARDING_ADDRESS,
    valueRau: 0n,
    data,
    expected: isReadable
      ? { kind: 'claimFor', account: reward, amountRau, payloadBytes }
      : 'fee-only',
  }
}

export const claim: Maker = (chance) => {
  const { reward, amountRau, payload } = pickClaim(chance)
  return {
    name: 'claim',
    sender: reward,
    to: REWARDING_ADDRESS,
    valueRau: 0n,
    data: encodeCall('claim(uint256,uint8[])', [amountRau, payload]),
    expected: { kind: 'claim', amountRau, payloadBytes: payload.length },
  }
}

export const deposit: Maker = (chance) => {
  const amountRau = pickAmount(chance)
  const payload = pickPayload(chance)
  return {
    name: 'deposit',
    sender: pickHolder(chance),
    to: REWARDING_ADDRESS,
    valueRau: 0n,
    data: encodeCall('deposit(uint256,uint8[])', [amountRau, payload]),
    expected: { kind: 'deposit', amountRau, payloadBytes: payload.length },
  }
}

const SYSTEM_ADDRESSES = [
  STAKING_ADDRESS,
  REWARDING_ADDRESS,
  DELEGATES_ADDRESS,
  ELECTION_ADDRESS,
  EPOCHS_ADDRESS,
  LIVENESS_ADDRESS,
  PARAMS_ADDRESS,
]

/** What no pool admits, put into a block by a bad proposer: it must be as if it were not there. */
export const notAdmitted: Maker = (chance) => {
  const { random } = chance
  const to = random.pick(SYSTEM_ADDRESSES)
  const [data, valueRau] = random.pick([
    [NO_BYTES, 1n],
    [Uint8Array.of(1, 2, 3), 0n],
    [Uint8Array.of(1, 2, 3, 4), 0n],
    // An offset far beyond the end.
    [encodeCall('migrateStake(uint64)', [1]).fill(255, 4), 0n],
    // Value for a function that takes none.
    [encodeCall('migrateStake(uint64)', [1]), 5n],
  ] as const)
  const sender = pickHolder(chance)
  return { name: 'notAdmitted', sender, to, valueRau, data, expected: 'not-admitted' }
}
