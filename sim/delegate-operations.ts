import type { Address } from '#base/address.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { coins } from '#base/integers.ts'
import { toHex } from '#base/hex.ts'
import type { Delegate } from '#protocol/delegates/state.ts'
import { DELEGATES_ADDRESS, STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import {
  type Chance,
  type Maker,
  pickAmount,
  pickBucket,
  pickDays,
  pickDelegate,
  pickHolder,
  pickPayload,
  stakingCall,
  ZERO,
} from './operation.ts'
import {
  BAD_KEY,
  blsKeyPair,
  consensusKeyPair,
  proveConsensusKey,
  SIM_KEYS,
  simAddress,
} from './sim-keys.ts'

/** Mostly the owner of the delegate. */
function pickManager(chance: Chance, delegate: Delegate): Address {
  const { random } = chance
  if (random.oneIn(10)) return pickHolder(chance)
  return random.oneIn(8) ? delegate.operator : delegate.owner
}

function pickOperator(chance: Chance, usual: Address): Address {
  const { random } = chance
  if (random.oneIn(30)) return random.pick([ZERO, STAKING_ADDRESS])
  return random.oneIn(10) ? pickDelegate(chance).operator : usual
}

function pickReward({ random }: Chance): Address {
  return random.oneIn(30)
    ? random.pick([ZERO, STAKING_ADDRESS])
    : simAddress(`reward ${random.below(5)}`)
}

/** The largest number of a word: with the registration fee on top it is none any more. */
const MOST_RAU = (1n << 256n) - 1n

function registration(chance: Chance) {
  const { random } = chance
  const number = random.below(30)
  const sender = pickHolder(chance)
  const name = random.oneIn(20)
    ? random.pick(['', 'Upper', 'thirteenchars', 'dash-1'])
    : `delegate${number}`
  const amountRau = random.oneIn(5) ? 0n : coins(500 + random.below(4_000))
  return {
    sender,
    name,
    operator: pickOperator(chance, simAddress(`operator ${number}`)),
    reward: pickReward(chance),
    owner: random.oneIn(6) ? pickHolder(chance) : sender,
    amountRau: random.oneIn(30)
      ? random.pick([pickAmount(chance), MOST_RAU, MOST_RAU - 1n])
      : amountRau,
    days: random.oneIn(3) ? pickDays(chance) : 91,
    autoStake: random.oneIn(2),
    payload: pickPayload(chance),
  }
}

export const candidateRegister: Maker = (chance) => {
  const { payload, ...wish } = registration(chance)
  const { name, operator, reward, owner, amountRau, days, autoStake } = wish
  return stakingCall(
    wish.sender,
    'candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])',
    [name, operator, reward, owner, amountRau, days, autoStake, payload],
    { kind: 'register', ...wish, payloadBytes: payload.length },
  )
}

function pickBlsKey({ random }: Chance): { blsKey: Uint8Array; isBadBlsKey: boolean } {
  if (random.oneIn(5))
    return { blsKey: random.pick([BAD_KEY, new Uint8Array(0)]), isBadBlsKey: true }
  return { blsKey: blsKeyPair(random.below(SIM_KEYS)).publicKey, isBadBlsKey: false }
}

export const candidateRegisterWithBls: Maker = (chance) => {
  const { payload, ...wish } = registration(chance)
  const { name, operator, reward, owner, amountRau, days, autoStake } = wish
  const { blsKey, isBadBlsKey } = pickBlsKey(chance)
  return stakingCall(
    wish.sender,
    'candidateRegisterWithBLS(string,address,address,address,uint32,bool,bytes,uint8[])',
    [name, operator, reward, owner, days, autoStake, blsKey, payload],
    { kind: 'register', ...wish, blsKey: plain(blsKey), isBadBlsKey, payloadBytes: payload.length },
    amountRau,
  )
}

/** Bytes as hex digits without prefix, as the model keeps keys. */
function plain(bytes: Uint8Array): string {
  return toHex(bytes).slice(2)
}

function change(chance: Chance, delegate: Delegate) {
  const { random } = chance
  const other = pickDelegate(chance)
  return {
    name: random.pick(['', delegate.name, other.name, `delegate${random.below(30)}`, 'Bad']),
    operator: random.oneIn(2)
      ? ZERO
      : pickOperator(chance, simAddress(`operator ${random.below(30)}`)),
    reward: random.oneIn(2) ? ZERO : pickReward(chance),
  }
}

export const candidateUpdate: Maker = (chance) => {
  const delegate = pickDelegate(chance)
  const { name, operator, reward } = change(chance, delegate)
  return stakingCall(
    pickManager(chance, delegate),
    'candidateUpdate(string,address,address)',
    [name, operator, reward],
    { kind: 'update', name, operator, reward },
  )
}

export const candidateUpdateWithBls: Maker = (chance) => {
  const delegate = pickDelegate(chance)
  const isPlain = chance.random.oneIn(2)
  const { name, operator, reward } = isPlain
    ? { name: '', operator: ZERO, reward: ZERO }
    : change(chance, delegate)
  const { blsKey, isBadBlsKey } = pickBlsKey(chance)
  return stakingCall(
    pickManager(chance, delegate),
    'candidateUpdateWithBLS(string,address,address,bytes)',
    [name, operator, reward, blsKey],
    { kind: 'update', name, operator, reward, blsKey: plain(blsKey), isBadBlsKey },
  )
}

export const candidateActivate: Maker = (chance) => {
  const { random, world } = chance
  const delegate = pickDelegate(chance)
  const own = world.staking.index.byDelegate(delegate.id)
  const index = own.length === 0 || random.oneIn(6) ? pickBucket(chance).index : random.pick(own)
  return stakingCall(delegate.owner, 'candidateActivate(uint64)', [index], {
    kind: 'activate',
    bucket: index,
  })
}

/** The endorsed bucket that makes a delegate without self-stake active again. */
export const candidateTransferOwnership: Maker = (chance) => {
  const { random } = chance
  const delegate = pickDelegate(chance)
  const newOwner = random.oneIn(15)
    ? random.pick([ZERO, STAKING_ADDRESS, delegate.owner])
    : pickHolder(chance)
  const payload = pickPayload(chance)
  return stakingCall(
    random.oneIn(8) ? pickHolder(chance) : delegate.owner,
    'candidateTransferOwnership(address,uint8[])',
    [newOwner, payload],
    { kind: 'transferOwnership', newOwner, payloadBytes: payload.length },
  )
}

function byOwner(kind: 'requestExit' | 'confirmExit' | 'cancelExit', signature: string): Maker {
  return (chance) => {
    const delegate = pickDelegate(chance)
    const sender = chance.random.oneIn(6) ? pickHolder(chance) : delegate.owner
    return stakingCall(sender, signature, [], { kind })
  }
}

export const requestExit = byOwner('requestExit', 'requestCandidateDeactivation()')
export const confirmExit = byOwner('confirmExit', 'confirmCandidateDeactivation()')
export const cancelExit = byOwner('cancelExit', 'cancelCandidateDeactivation()')

/** With a good proof only once in three: checking one takes milliseconds. */
export const setConsensusKey: Maker = (chance) => {
  const { random } = chance
  const delegate = pickDelegate(chance)
  const sender = random.oneIn(6) ? delegate.operator : delegate.owner
  const isBadKey = random.oneIn(3)
  const isBadProof = !isBadKey && random.oneIn(2)
  const pair = consensusKeyPair(random.below(SIM_KEYS))
  const key = isBadKey ? BAD_KEY : pair.publicKey
  const proof = isBadKey || isBadProof ? new Uint8Array(63) : proveConsensusKey(delegate.id, pair)
  const data = encodeCall('setConsensusKey(bytes,bytes)', [key, proof])
  const payloadBytes = key.length + proof.length
  return {
    name: 'setConsensusKey',
    sender,
    to: DELEGATES_ADDRESS,
    valueRau: 0n,
    data,
    expected: { kind: 'setConsensusKey', key: plain(key), isBadKey, isBadProof, payloadBytes },
  }
}

/** The model does not know it: it has the BLS key from registration and update alone. */
export const setBlsKey: Maker = (chance) => {
  const { random } = chance
  const delegate = pickDelegate(chance)
  const pair = blsKeyPair(random.below(SIM_KEYS))
  const proof = random.oneIn(2) ? new Uint8Array(96) : pair.proof
  const data = encodeCall('setBlsKey(bytes,bytes)', [pair.publicKey, proof])
  const sender = pickManager(chance, delegate)
  return {
    name: 'setBlsKey',
    sender,
    to: DELEGATES_ADDRESS,
    valueRau: 0n,
    data,
    expected: 'fee-only',
  }
}

export const setProfile: Maker = (chance) => {
  const { random } = chance
  const hash = new Uint8Array(32)
  const signature =
    'setProfile(string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)'
  const text = random.oneIn(20) ? 'x'.repeat(65) : 'Delegate'
  const data = encodeCall(signature, [
    text,
    'group',
    'https://delegate.example',
    'EU',
    hash,
    hash,
    ['a'],
    random.below(10_100),
    500,
    500,
  ])
  const sender = pickManager(chance, pickDelegate(chance))
  return {
    name: 'setProfile',
    sender,
    to: DELEGATES_ADDRESS,
    valueRau: 0n,
    data,
    expected: 'fee-only',
  }
}
