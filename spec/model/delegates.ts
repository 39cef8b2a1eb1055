import { keccak256 } from '#base/hash.ts'
import { addCoins, balanceOf } from './accounts.ts'
import { addBucket, candidateByName, isSelfStake } from './staking.ts'
import type { Account, ActionOf, Candidate, ModelState, OutcomeCode } from './types.ts'
import { refuseUnusable, ZERO } from './usable-address.ts'

/* The actions of delegates: each first looks for a reason to refuse, in the order of its lines. */

function candidateByOwner(state: ModelState, owner: Account): Candidate | undefined {
  return [...state.candidates.values()].find((candidate) => candidate.owner === owner)
}

function candidateByOperator(state: ModelState, operator: Account): Candidate | undefined {
  return [...state.candidates.values()].find((candidate) => candidate.operator === operator)
}

function candidateByManager(state: ModelState, account: Account): Candidate | undefined {
  return candidateByOwner(state, account) ?? candidateByOperator(state, account)
}

/** Its owner, or when that identity is in use a hash of owner, height and a counter. */
function newIdentity(state: ModelState, owner: Account): Account {
  if (!state.candidates.has(owner)) return owner
  for (let counter = 0; ; counter++) {
    const bytes = Buffer.alloc(36)
    bytes.write(owner.slice(2), 'hex')
    bytes.writeBigUInt64BE(BigInt(state.height), 20)
    bytes.writeBigUInt64BE(BigInt(counter), 28)
    const id = `0x${Buffer.from(keccak256(bytes)).toString('hex').slice(24)}`
    if (!state.candidates.has(id)) return id
  }
}

export function register(state: ModelState, action: ActionOf<'register'>): OutcomeCode {
  const { rules } = state
  const { sender, owner, operator, reward, amountRau } = action
  if (action.blsKey !== undefined) {
    // The stake is the value of the transaction, which has to be there before anything is looked
    // at.
    if (amountRau > balanceOf(state, sender)) return 4
    if (action.isBadBlsKey === true) return 241
  }
  if (!/^[a-z0-9]{1,12}$/.test(action.name)) return 240
  const unusable = refuseUnusable(operator, reward, owner)
  if (unusable !== 0) return unusable
  if (action.days > rules.maxStakeDays) return 220
  if (amountRau !== 0n && amountRau < rules.minRegisterStakeRau) return 212
  if (amountRau + rules.registrationFeeRau > balanceOf(state, sender)) return 201
  if (candidateByOwner(state, owner) !== undefined) return 210
  if (candidateByName(state, action.name) !== undefined) return 211
  if (candidateByOperator(state, operator) !== undefined) return 211
  const candidate: Candidate = {
    id: newIdentity(state, owner),
    registration: state.candidates.size + 1,
    name: action.name,
    owner,
    operator,
    reward,
    selfStakeBucket: undefined,
    blsKey: action.blsKey ?? '',
    consensusKey: '',
    exitHeight: undefined,
    retired: false,
    rewardExempt: false,
  }
  state.candidates.set(candidate.id, candidate)
  addCoins(state, sender, -(amountRau + rules.registrationFeeRau))
  state.fundRau += rules.registrationFeeRau
  if (amountRau > 0n) {
    candidate.selfStakeBucket = addBucket(state, { ...action, candidate: candidate.id }).index
  }
  return 0
}

export function update(state: ModelState, action: ActionOf<'update'>): OutcomeCode {
  const candidate = candidateByManager(state, action.sender)
  if (candidate === undefined) return 205
  const name = action.name === '' ? candidate.name : action.name
  const operator = action.operator === ZERO ? candidate.operator : action.operator
  const reward = action.reward === ZERO ? candidate.reward : action.reward
  if (candidate.owner !== action.sender) {
    // The operator may set the key and nothing else.
    if (action.blsKey === undefined) return 203
    if (name !== candidate.name) return 203
    if (operator !== candidate.operator) return 203
    if (reward !== candidate.reward) return 203
  }
  if (action.name !== '' && !/^[a-z0-9]{1,12}$/.test(action.name)) return 240
  const unusable = refuseUnusable(operator, reward)
  if (unusable !== 0) return unusable
  if (action.isBadBlsKey === true) return 241
  if ((candidateByName(state, name) ?? candidate) !== candidate) return 211
  if ((candidateByOperator(state, operator) ?? candidate) !== candidate) return 211
  Object.assign(candidate, { name, operator, reward })
  candidate.blsKey = action.blsKey ?? candidate.blsKey
  return 0
}

export function setConsensusKey(
  state: ModelState,
  action: ActionOf<'setConsensusKey'>,
): OutcomeCode {
  const candidate = candidateByManager(state, action.sender)
  if (candidate === undefined) return 205
  if (action.isBadKey === true) return 243
  const holder = [...state.candidates.values()].find((one) => one.consensusKey === action.key)
  if (holder !== undefined && holder !== candidate) return 245
  if (action.isBadProof === true) return 244
  candidate.consensusKey = action.key
  return 0
}

export function activate(
  state: ModelState,
  action: { sender: Account; bucket: number },
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  const candidate = candidateByOwner(state, action.sender)
  if (candidate === undefined) return 205
  if (candidate.retired) return 223
  if (bucket.amountRau < state.rules.minRegisterStakeRau) return 212
  if (bucket.unstakedSeconds !== 0) return 204
  if (isSelfStake(state, bucket)) return 204
  if (bucket.candidate !== candidate.id) return 204
  const end = state.endorsements.get(bucket.index)
  const isEndorsed = end !== undefined && state.height < end
  if (bucket.owner !== candidate.owner && !isEndorsed) return 203
  candidate.selfStakeBucket = bucket.index
  return 0
}

export function endorse(
  state: ModelState,
  action: { sender: Account; bucket: number },
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (bucket.amountRau < state.rules.minRegisterStakeRau) return 212
  if (bucket.unstakedSeconds !== 0) return 204
  if (isSelfStake(state, bucket)) return 204
  if (state.endorsements.has(bucket.index)) return 204
  state.endorsements.set(bucket.index, Number.POSITIVE_INFINITY)
  return 0
}

/** The end comes at once when no delegate uses the bucket, else after the wait. */
export function intentToRevoke(
  state: ModelState,
  action: { sender: Account; bucket: number },
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  if (state.endorsements.get(bucket.index) !== Number.POSITIVE_INFINITY) return 204
  const wait = isSelfStake(state, bucket) ? state.rules.endorsementWaitBlocks : 0
  state.endorsements.set(bucket.index, state.height + wait)
  return 0
}

export function revokeEndorsement(
  state: ModelState,
  action: { sender: Account; bucket: number },
): OutcomeCode {
  const bucket = state.buckets.get(action.bucket)
  if (bucket === undefined) return 202
  if (bucket.owner !== action.sender) return 203
  const end = state.endorsements.get(bucket.index)
  if (end === undefined || state.height < end) return 204
  state.endorsements.delete(bucket.index)
  for (const candidate of state.candidates.values()) {
    if (candidate.selfStakeBucket === bucket.index) candidate.selfStakeBucket = undefined
  }
  return 0
}

export function transferOwnership(
  state: ModelState,
  action: ActionOf<'transferOwnership'>,
): OutcomeCode {
  const { newOwner } = action
  const unusable = refuseUnusable(newOwner)
  if (unusable !== 0) return unusable
  const candidate = candidateByOwner(state, action.sender)
  if (candidate === undefined) return 205
  if (newOwner === action.sender) return 203
  if (candidateByOwner(state, newOwner) !== undefined) return 210
  if (state.candidates.has(newOwner) && newOwner !== candidate.id) return 210
  candidate.owner = newOwner
  const bucket = candidate.selfStakeBucket
  if (bucket !== undefined && !state.endorsements.has(bucket)) candidate.selfStakeBucket = undefined
  return 0
}

export function requestExit(state: ModelState, sender: Account): OutcomeCode {
  const candidate = candidateByOwner(state, sender)
  if (candidate === undefined) return 205
  if (candidate.selfStakeBucket === undefined) return 202
  if (candidate.exitHeight !== undefined) return 246
  candidate.exitHeight = Number.POSITIVE_INFINITY
  state.exitQueue.push(candidate.id)
  return 0
}

export function confirmExit(state: ModelState, sender: Account): OutcomeCode {
  const candidate = candidateByOwner(state, sender)
  if (candidate === undefined) return 205
  if (candidate.exitHeight === undefined) return 247
  if (candidate.exitHeight === Number.POSITIVE_INFINITY) return 248
  if (state.height < candidate.exitHeight) return 249
  candidate.selfStakeBucket = undefined
  candidate.exitHeight = undefined
  candidate.retired = true
  return 0
}

export function cancelExit(state: ModelState, sender: Account): OutcomeCode {
  const candidate = candidateByOwner(state, sender)
  if (candidate === undefined) return 205
  return candidate.exitHeight === undefined ? 247 : 250
}

/**
 * First block of an epoch: the one that waits longest is admitted, when the last admission is long
 * enough ago.
 */
export function admitExit(state: ModelState, epoch: number): void {
  if (state.lastExitEpoch !== 0 && epoch < state.lastExitEpoch + state.rules.exitIntervalEpochs)
    return
  const id = state.exitQueue.shift()
  const candidate = id === undefined ? undefined : state.candidates.get(id)
  if (candidate === undefined) return
  candidate.exitHeight = state.height + state.rules.exitWaitBlocks
  state.lastExitEpoch = epoch
}
