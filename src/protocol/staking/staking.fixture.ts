import { type AbiValue, encodeAbi } from '#base/abi/abi-encoder.ts'
import { decodeAbi } from '#base/abi/abi-decoder.ts'
import { encodeCall, parseAbiSignature } from '#base/abi/abi-signature.ts'
import { parseAbiType } from '#base/abi/abi-type.ts'
import { type Address, addressFromBytes } from '#base/address.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import type { Genesis, GenesisBucket, GenesisDelegate } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'
import type { Rules } from '#params/rule-table.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { expect } from 'vitest'
import type { Log } from '../abci.ts'
import { type BlockContext, isRefusal } from '../action.ts'
import { getBalanceRau } from '../accounts/balance.ts'
import { processExitQueue } from '../delegates/epoch.ts'
import { NO_BUCKET } from '../delegates/state.ts'
import { findRead, planCall, SELECTOR_BYTES } from '../dispatch.ts'
import { readArguments } from '../read-arguments.ts'
import type { EventDefinition } from '../event.ts'
import { runPlan } from '../execute.ts'
import { computeSupplyRau, initState } from '../genesis/init.ts'
import type { Refusal } from '../outcome.ts'
import { getFund } from '../rewards/fund.ts'
import { REWARDING_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { openWorld, type World } from '../world.ts'
import { computeBucketVotes, getTotals, getVotesRau, isSelfStake } from './votes.ts'

/** An account by a name. Nobody signs in these tests, so there is no key. */
export function account(name: string): Address {
  return addressFromBytes(keccak256(utf8ToBytes(name)).subarray(12))
}

export const START_SECONDS = 1_700_000_000
export const CHAIN_ID = 47_100
const BALANCE_RAU = coins(10_000_000)

const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'ann', 'ben']

/** What an action came to: `ok`, or the refusal as text such as `BucketNotFound(7)`. */
export interface Outcome {
  readonly text: string
  readonly code: number
  readonly logs: readonly Log[]
}

export interface Network {
  readonly world: World
  readonly rules: Rules
  timeSeconds: number
  height: number
  epoch: number
  /** Calls an action; checks that a refusal changed nothing, and every invariant. */
  act(from: string, signature: string, values: readonly AbiValue[], options?: CallOptions): Outcome
  /** Runs boundary work or a penalty with the context of a block; returns its logs. */
  inBlock(work: (context: BlockContext) => void): readonly Log[]
  /** Calls a read function; decodes what a client would get. */
  read(signature: string, values: readonly AbiValue[], to?: Address): readonly AbiValue[]
}

interface CallOptions {
  readonly to?: Address
  readonly valueRau?: bigint
}

export interface NetworkOptions {
  readonly rules?: Partial<Rules>
  readonly delegates?: readonly Partial<GenesisDelegate>[]
  readonly buckets?: readonly GenesisBucket[]
}

const NO_KEY = new Uint8Array(0)

/**
 * Two delegates, `anna` of ann and `bena` of ben, each with a self-stake of 2,000,000 coins (buckets 0 and 1, 91 days,
 * auto-stake), and six people with 10,000,000 coins each. Rules: the main network's, without consensus keys.
 */
export function createNetwork(options: NetworkOptions = {}): Network {
  const rules: Rules = { ...PRESETS.mainnet, consensusKeyRequired: false, ...options.rules }
  const store = createMemoryStore()
  const world = openWorld(store)
  initState(world, createGenesis(rules, options))
  store.commit()
  const network: Network = {
    world,
    rules,
    timeSeconds: START_SECONDS,
    height: 1,
    epoch: 1,
    act: (from, signature, values, { to = STAKING_ADDRESS, valueRau = 0n } = {}) => {
      const sender = account(from)
      const before = toHex(store.computeRoots().appHash)
      const logs: Log[] = []
      const plan = planCall(to, valueRau, encodeCall(signature, values))
      const refusal = runPlan(contextOf(network, logs), plan, sender, to, valueRau)
      if (refusal !== undefined) {
        expect(toHex(store.computeRoots().appHash)).toBe(before)
        expect(logs).toEqual([])
      }
      checkInvariants(world)
      return { text: describeRefusal(refusal), code: refusal?.status.code ?? 0, logs }
    },
    inBlock: (work) => {
      const logs: Log[] = []
      work(contextOf(network, logs))
      return logs
    },
    read: (signature, values, to = STAKING_ADDRESS) => readValues(network, signature, values, to),
  }
  checkInvariants(world)
  return network
}

function createGenesis(rules: Rules, options: NetworkOptions): Genesis {
  const accounts = PEOPLE.map((name) => ({ address: account(name), balanceRau: BALANCE_RAU }))
  const delegates = [
    { name: 'anna', owner: account('ann'), ...options.delegates?.[0] },
    { name: 'bena', owner: account('ben'), ...options.delegates?.[1] },
  ].map((delegate, i) => ({
    operator: account(`${delegate.name} operator`),
    reward: account(`${delegate.name} reward`),
    blsKey: NO_KEY,
    consensusKey: NO_KEY,
    rewardExempt: false,
    selfStakeBucket: i,
    ...delegate,
  }))
  const selfStakes = delegates.map(({ name, owner }) => ({
    delegate: name,
    owner,
    amountRau: coins(2_000_000),
    durationDays: 91,
    autoStake: true,
  }))
  const buckets = [...selfStakes, ...(options.buckets ?? [])]
  const rewardFundRau = coins(1_000_000)
  let supplyRau = rewardFundRau
  for (const { balanceRau } of accounts) supplyRau += balanceRau
  for (const { amountRau } of buckets) supplyRau += amountRau
  return {
    chainId: CHAIN_ID,
    name: 'staking tests',
    timeMs: START_SECONDS * 1000,
    rules,
    schedule: [],
    supplyRau,
    rewardFundRau,
    randomnessSeed: keccak256(utf8ToBytes('staking tests')),
    accounts,
    delegates,
    buckets,
  }
}

function contextOf(network: Network, logs: Log[]): BlockContext {
  return {
    world: network.world,
    rules: network.rules,
    chainId: CHAIN_ID,
    height: network.height,
    epoch: network.epoch,
    timeMs: network.timeSeconds * 1000,
    timeSeconds: network.timeSeconds,
    recoverSender: () => undefined,
    runScript: () => ({ ok: false, failure: 'syntax', ticks: 0 }),
    emit: (log) => {
      logs.push(log)
    },
  }
}

/** Takes a delegate through its whole exit: request, admission at the start of the next epoch, wait, confirmation. */
export function leaveForGood(network: Network, owner: string): void {
  expect(network.act(owner, SIGNATURES.requestCandidateDeactivation, []).text).toBe('ok')
  network.epoch++
  network.inBlock(processExitQueue)
  network.height += network.rules.exitWaitBlocks
  expect(network.act(owner, SIGNATURES.confirmCandidateDeactivation, []).text).toBe('ok')
}

/** What must hold after every step: coins, totals, votes and self-stakes. */
export function checkInvariants(world: World): void {
  expect(computeSupplyRau(world)).toBe(world.chain.identity.get(0)?.supplyRau)
  let amountRau = 0n
  const votes = new Map<Address, bigint>()
  world.staking.buckets.each((_, bucket) => {
    amountRau += bucket.amountRau
    const votesRau = computeBucketVotes(world, bucket, isSelfStake(world, bucket))
    votes.set(bucket.delegate, (votes.get(bucket.delegate) ?? 0n) + votesRau)
  })
  expect(getTotals(world).amountRau).toBe(amountRau)
  expect(getBalanceRau(world.accounts, STAKING_ADDRESS)).toBe(amountRau)
  const fund = getFund(world)
  expect(getBalanceRau(world.accounts, REWARDING_ADDRESS)).toBe(
    fund.availableRau + fund.unclaimedRau,
  )
  world.delegates.delegates.each((id, delegate) => {
    expect(getVotesRau(world, id)).toBe(votes.get(id) ?? 0n)
    const bucket = world.staking.buckets.get(delegate.selfStakeBucket)
    expect(delegate.selfStakeRau).toBe(bucket?.amountRau ?? 0n)
    expect(bucket === undefined).toBe(delegate.selfStakeBucket === NO_BUCKET)
  })
}

function describeRefusal(refusal: Refusal | undefined): string {
  if (refusal === undefined) return 'ok'
  const { name, inputs } = parseAbiSignature(refusal.status.error)
  const values = decodeAbi(inputs, refusal.data, 4)
  return `${name}(${values.map(String).join(',')})`
}

function readValues(
  network: Network,
  signature: string,
  values: readonly AbiValue[],
  to: Address,
): readonly AbiValue[] {
  const data = encodeCall(signature, values)
  const found = findRead(to, data)
  if (found === undefined) throw new Error(`no read function ${signature}`)
  const { world, rules, height, epoch, timeSeconds } = network
  const context = { world, rules, height, epoch, timeSeconds }
  const answer = readArguments(data, SELECTOR_BYTES, (reader) => found.read(context, reader))
  if (answer === undefined) return ['bad arguments']
  if (isRefusal(answer.value)) return [describeRefusal(answer.value)]
  const types = found.returns.map(parseAbiType)
  return decodeAbi(types, encodeAbi(types, answer.value))
}

/** A log as text: the event's name and all values in the order of its parameters. */
export function describeLog(log: Log, events: readonly EventDefinition[]): string {
  const event = events.find((one) => one.topic === log.topics[0] && one.address === log.address)
  if (event === undefined) return `unknown ${log.topics[0]}`
  const plain = event.inputs.filter((input) => input.indexed !== true)
  const data = decodeAbi(
    plain.map((input) => parseAbiType(input.type)),
    log.data,
  )
  let topic = 0
  let value = 0
  const parts = event.inputs.map((input) => {
    if (input.indexed !== true) return data[value++]
    topic++
    const word = log.topics[topic] as string
    const type = parseAbiType(input.type)
    return decodeAbi([type], fromHex(word))[0]
  })
  return `${event.name}(${parts.map((part) => (part instanceof Uint8Array ? toHex(part) : String(part))).join(',')})`
}

/** Signatures of the actions, as they stand in IoTeX's ABI. */
export const SIGNATURES = {
  createStake: 'createStake(string,uint256,uint32,bool,uint8[])',
  unstake: 'unstake(uint64,uint8[])',
  withdrawStake: 'withdrawStake(uint64,uint8[])',
  restake: 'restake(uint64,uint32,bool,uint8[])',
  depositToStake: 'depositToStake(uint64,uint256,uint8[])',
  changeCandidate: 'changeCandidate(string,uint64,uint8[])',
  transferStake: 'transferStake(address,uint64,uint8[])',
  migrateStake: 'migrateStake(uint64)',
  candidateRegister:
    'candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])',
  candidateRegisterWithBLS:
    'candidateRegisterWithBLS(string,address,address,address,uint32,bool,bytes,uint8[])',
  candidateUpdate: 'candidateUpdate(string,address,address)',
  candidateUpdateWithBLS: 'candidateUpdateWithBLS(string,address,address,bytes)',
  candidateActivate: 'candidateActivate(uint64)',
  endorseCandidate: 'endorseCandidate(uint64)',
  intentToRevokeEndorsement: 'intentToRevokeEndorsement(uint64)',
  revokeEndorsement: 'revokeEndorsement(uint64)',
  candidateEndorsement: 'candidateEndorsement(uint64,bool)',
  candidateTransferOwnership: 'candidateTransferOwnership(address,uint8[])',
  requestCandidateDeactivation: 'requestCandidateDeactivation()',
  confirmCandidateDeactivation: 'confirmCandidateDeactivation()',
  cancelCandidateDeactivation: 'cancelCandidateDeactivation()',
} as const

export const DAY = 86_400
