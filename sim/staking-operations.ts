import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { REWARDING_ADDRESS } from '#protocol/system-addresses.ts'
import {
  type Chance,
  type Expected,
  type Maker,
  pickActor,
  pickAmount,
  pickBucket,
  pickDays,
  pickHolder,
  pickName,
  pickPayload,
  stakingCall,
  ZERO,
} from './operation.ts'

type BucketKind =
  | 'unstake'
  | 'withdrawStake'
  | 'migrateStake'
  | 'endorse'
  | 'intentToRevoke'
  | 'revokeEndorsement'

/** An action that names a bucket and nothing else, with the payload that IoTeX's older ones carry. */
function onBucket(kind: BucketKind, signature: string): Maker {
  const hasPayload = signature.includes('uint8[]')
  return (chance) => {
    const { index, bucket } = pickBucket(chance)
    const payload = hasPayload ? pickPayload(chance) : new Uint8Array(0)
    const values: AbiValue[] = hasPayload ? [index, payload] : [index]
    const expected = { kind, bucket: index, payloadBytes: payload.length }
    return stakingCall(pickActor(chance, bucket), signature, values, expected)
  }
}

export const unstake = onBucket('unstake', 'unstake(uint64,uint8[])')
export const withdrawStake = onBucket('withdrawStake', 'withdrawStake(uint64,uint8[])')
export const migrateStake = onBucket('migrateStake', 'migrateStake(uint64)')
export const endorseCandidate = onBucket('endorse', 'endorseCandidate(uint64)')
export const intentToRevoke = onBucket('intentToRevoke', 'intentToRevokeEndorsement(uint64)')
export const revokeEndorsement = onBucket('revokeEndorsement', 'revokeEndorsement(uint64)')

/** The older form of endorsing and announcing the end. */
export const candidateEndorsement: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const endorses = chance.random.oneIn(2)
  return stakingCall(
    pickActor(chance, bucket),
    'candidateEndorsement(uint64,bool)',
    [index, endorses],
    { kind: endorses ? 'endorse' : 'intentToRevoke', bucket: index },
  )
}

export const createStake: Maker = (chance) => {
  const name = pickName(chance)
  const amountRau = pickAmount(chance)
  const days = pickDays(chance)
  const autoStake = chance.random.oneIn(3)
  const payload = pickPayload(chance)
  return stakingCall(
    pickHolder(chance),
    'createStake(string,uint256,uint32,bool,uint8[])',
    [name, amountRau, days, autoStake, payload],
    { kind: 'createStake', name, amountRau, days, autoStake, payloadBytes: payload.length },
  )
}

export const restake: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const days = pickDays(chance)
  const autoStake = chance.random.oneIn(2)
  const payload = pickPayload(chance)
  return stakingCall(
    pickActor(chance, bucket),
    'restake(uint64,uint32,bool,uint8[])',
    [index, days, autoStake, payload],
    { kind: 'restake', bucket: index, days, autoStake, payloadBytes: payload.length },
  )
}

export const depositToStake: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const amountRau = pickAmount(chance)
  const payload = pickPayload(chance)
  return stakingCall(
    pickActor(chance, bucket),
    'depositToStake(uint64,uint256,uint8[])',
    [index, amountRau, payload],
    { kind: 'depositToStake', bucket: index, amountRau, payloadBytes: payload.length },
  )
}

export const changeCandidate: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const name = pickName(chance)
  const payload = pickPayload(chance)
  return stakingCall(
    pickActor(chance, bucket),
    'changeCandidate(string,uint64,uint8[])',
    [name, index, payload],
    { kind: 'changeCandidate', bucket: index, name, payloadBytes: payload.length },
  )
}

export const transferStake: Maker = (chance) => {
  const { index, bucket } = pickBucket(chance)
  const newOwner = pickNewOwner(chance)
  const payload = pickPayload(chance)
  const expected: Expected = {
    kind: 'transferStake',
    bucket: index,
    newOwner,
    payloadBytes: payload.length,
  }
  return stakingCall(
    pickActor(chance, bucket),
    'transferStake(address,uint64,uint8[])',
    [newOwner, index, payload],
    expected,
  )
}

function pickNewOwner(chance: Chance) {
  const { random } = chance
  return random.oneIn(30) ? random.pick([ZERO, REWARDING_ADDRESS]) : pickHolder(chance)
}
