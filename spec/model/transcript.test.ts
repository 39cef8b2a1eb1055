import { createHash } from 'node:crypto'
import { decodeFunctionData, type Hex, keccak256, parseAbi, recoverTransactionAddress } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { coins } from '#base/integers.ts'
import { toIoAddress } from '#base/io-address.ts'
import { PRESETS } from '#params/presets.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import { expectExecuted, readVectors } from '../vector-files.ts'
import { createModel, type Model } from './model.ts'
import type { ModelAction } from './types.ts'

/*
 * What a real iotex-core node answered, step by step, and what the model says to the same
 * transactions at the same heights and times. The transcripts know nothing of the model, so this
 * shows that the model itself is right.
 */

const FOLDER = 'real/iotex-core-v2.4.4'
/** Sections that hold transactions, and how many. */
const SECTIONS = [
  ['02-transfer', 8],
  ['03-register', 9],
  ['04-stake', 32],
  ['05-candidate', 13],
  ['07-reward', 7],
] as const

type Step = {
  readonly note: string
  readonly request: { readonly method: string; readonly params: readonly unknown[] }
  readonly response: { readonly result?: unknown; readonly error?: unknown }
  readonly tx?: { readonly data: Hex; readonly value: string; readonly gasPrice?: string }
  readonly from?: string
  readonly function?: string
  readonly decoded?: unknown
}

type Receipt = {
  readonly transactionHash: string
  readonly status: Hex
  readonly gasUsed: Hex
  readonly effectiveGasPrice: Hex
  readonly blockNumber: Hex
}

const stepsOf = (section: string) =>
  readVectors<{ steps: readonly Step[] }>(`${FOLDER}/${section}.json`).steps

/** Block 68 of the recorded run was made at 1795223336, and one block each second. */
const timeOf = (height: number) => 1_795_223_336 - 68 + height

function account(label: string, index: number): string {
  const key = createHash('sha256').update(`boule peer ${label} ${index}`).digest('hex')
  return privateKeyToAddress(`0x${key}`).toLowerCase()
}

const MILLION = 1_000_000n

function createRecordedNetwork(): Model {
  const richLabels = [
    ['user', 30],
    ['operator', 3],
    ['owner', 3],
    ['reward', 3],
  ] as const
  const rules = {
    ...PRESETS.mainnet,
    unstakeWaitSeconds: 30,
    endorsementWaitBlocks: 4,
    minActiveStakeRau: coins(MILLION),
    consensusKeyRequired: false,
  }
  return createModel(rules, {
    timeSeconds: timeOf(0),
    rewardFundRau: 200n * coins(MILLION),
    balances: richLabels.flatMap(([label, count]) =>
      Array.from(
        { length: count },
        (_, index) => [account(label, index), 100n * coins(MILLION)] as const,
      ),
    ),
    candidates: [0, 1, 2].map((index) => ({
      name: `delegate${index}`,
      owner: account('owner', index),
      operator: account('operator', index),
      reward: account('reward', index),
      selfStakeBucket: index,
    })),
    buckets: [30n, 20n, 10n].map((amount, index) => ({
      candidate: `delegate${index}`,
      owner: account('owner', index),
      amountRau: amount * coins(MILLION),
      days: 7,
      autoStake: true,
    })),
  })
}

const NAMES = 'string name, address operator, address reward, address owner' as const
const REGISTRATION = `${NAMES}, uint32 days, bool autoStake, bytes blsKey, uint8[] payload` as const

const ABI = parseAbi([
  'function createStake(string name, uint256 amount, uint32 days, bool autoStake, uint8[] payload)',
  'function depositToStake(uint64 bucket, uint256 amount, uint8[] payload)',
  'function unstake(uint64 bucket, uint8[] payload)',
  'function withdrawStake(uint64 bucket, uint8[] payload)',
  'function migrateStake(uint64 bucket)',
  'function restake(uint64 bucket, uint32 days, bool autoStake, uint8[] payload)',
  'function changeCandidate(string name, uint64 bucket, uint8[] payload)',
  'function transferStake(address newOwner, uint64 bucket, uint8[] payload)',
  `function candidateRegisterWithBLS(${REGISTRATION})`,
  'function candidateUpdateWithBLS(string name, address operator, address reward, bytes blsKey)',
  'function candidateActivate(uint64 bucket)',
  'function endorseCandidate(uint64 bucket)',
  'function intentToRevokeEndorsement(uint64 bucket)',
  'function revokeEndorsement(uint64 bucket)',
  'function candidateTransferOwnership(address newOwner, uint8[] payload)',
])

const lower = (address: string) => address.toLowerCase()

/** The recorded call as an action of the model. */
function toAction(step: Step, receipt: Receipt): ModelAction {
  const { functionName, args } = decodeFunctionData({ abi: ABI, data: step.tx?.data ?? '0x' })
  const payload = args.at(-1)
  const sent = {
    sender: lower(step.from ?? ''),
    gasPriceRau: BigInt(receipt.effectiveGasPrice),
    payloadBytes: Array.isArray(payload) ? payload.length : 0,
  }
  switch (functionName) {
    case 'createStake': {
      const [name, amountRau, days, autoStake] = args
      return { ...sent, kind: 'createStake', name, amountRau, days, autoStake }
    }
    case 'depositToStake':
      return { ...sent, kind: 'depositToStake', bucket: Number(args[0]), amountRau: args[1] }
    case 'unstake':
    case 'withdrawStake':
    case 'migrateStake':
      return { ...sent, kind: functionName, bucket: Number(args[0]) }
    case 'restake':
      return {
        ...sent,
        kind: 'restake',
        bucket: Number(args[0]),
        days: args[1],
        autoStake: args[2],
      }
    case 'changeCandidate':
      return { ...sent, kind: 'changeCandidate', name: args[0], bucket: Number(args[1]) }
    case 'transferStake':
      return { ...sent, kind: 'transferStake', newOwner: lower(args[0]), bucket: Number(args[1]) }
    case 'candidateRegisterWithBLS': {
      const [name, operator, reward, owner, days, autoStake, blsKey] = args
      return {
        ...sent,
        kind: 'register',
        name,
        operator: lower(operator),
        reward: lower(reward),
        owner: lower(owner),
        amountRau: BigInt(step.tx?.value ?? 0),
        days,
        autoStake,
        blsKey,
      }
    }
    case 'candidateUpdateWithBLS': {
      const [name, operator, reward, blsKey] = args
      return {
        ...sent,
        kind: 'update',
        name,
        operator: lower(operator),
        reward: lower(reward),
        blsKey,
      }
    }
    case 'candidateActivate':
      return { ...sent, kind: 'activate', bucket: Number(args[0]) }
    case 'endorseCandidate':
      return { ...sent, kind: 'endorse', bucket: Number(args[0]) }
    case 'intentToRevokeEndorsement':
      return { ...sent, kind: 'intentToRevoke', bucket: Number(args[0]) }
    case 'revokeEndorsement':
      return { ...sent, kind: 'revokeEndorsement', bucket: Number(args[0]) }
    case 'candidateTransferOwnership':
      return { ...sent, kind: 'transferOwnership', newOwner: lower(args[0]) }
  }
}

type RecordedCandidate = {
  readonly ownerAddress: string
  readonly operatorAddress: string
  readonly rewardAddress: string
  readonly name: string
  readonly totalWeightedVotes: string
  readonly selfStakeBucketIdx: string
  readonly selfStakingTokens: string
}

type RecordedBucket = {
  readonly index: string
  readonly candidateAddress: string
  readonly stakedAmount: string
  readonly stakedDuration: number
  readonly createTime: string
  readonly stakeStartTime: string
  readonly unstakeStartTime: string
  readonly autoStake: boolean
  readonly owner: string
  readonly endorsementExpireBlockHeight?: string
}

/** No self-stake: 2^64 − 1, in the oldest reads 2^32 − 1. */
const NO_BUCKET = ['18446744073709551615', '4294967295']

function compareCandidate(model: Model, recorded: RecordedCandidate): void {
  const candidate = model.snapshot().candidates.find((one) => one.name === recorded.name)
  expect(candidate?.owner).toBe(lower(recorded.ownerAddress))
  expect(candidate?.operator).toBe(lower(recorded.operatorAddress))
  expect(candidate?.reward).toBe(lower(recorded.rewardAddress))
  expect(candidate?.votesRau.toString()).toBe(recorded.totalWeightedVotes)
  expect(candidate?.selfStakeRau.toString()).toBe(recorded.selfStakingTokens)
  if (candidate?.selfStakeBucket === undefined) {
    expect(NO_BUCKET).toContain(recorded.selfStakeBucketIdx)
  } else {
    expect(candidate.selfStakeBucket.toString()).toBe(recorded.selfStakeBucketIdx)
  }
}

function compareBucket(model: Model, recorded: RecordedBucket): void {
  const snapshot = model.snapshot()
  const bucket = snapshot.buckets.find((one) => one.index.toString() === recorded.index)
  expect({
    candidate: bucket?.candidate,
    owner: bucket?.owner,
    amount: bucket?.amountRau.toString(),
    days: bucket?.days,
    autoStake: bucket?.autoStake,
    created: bucket?.createdSeconds.toString(),
    staked: bucket?.stakedSeconds.toString(),
    unstaked: bucket?.unstakedSeconds.toString(),
  }).toEqual({
    candidate: lower(recorded.candidateAddress),
    owner: lower(recorded.owner),
    amount: recorded.stakedAmount,
    days: recorded.stakedDuration,
    autoStake: recorded.autoStake,
    created: recorded.createTime,
    staked: recorded.stakeStartTime,
    unstaked: recorded.unstakeStartTime,
  })
  if (recorded.endorsementExpireBlockHeight === undefined) return
  const endorsement = snapshot.endorsements.find(([index]) => index === bucket?.index)
  const end =
    endorsement?.[1] === Number.POSITIVE_INFINITY ? NO_BUCKET[0] : `${endorsement?.[1] ?? 0}`
  expect(end).toBe(recorded.endorsementExpireBlockHeight)
}

describe('the model against the recorded node', () => {
  test('every staking and delegate action has the same outcome, every read the same answer', () => {
    const model = createRecordedNetwork()
    const executed = { done: 0, refused: 0, candidates: 0, buckets: 0, gone: 0 }
    for (const section of ['03-register', '04-stake', '05-candidate']) {
      const steps = stepsOf(section)
      const receipts = new Map(
        steps
          .filter((step) => step.request.method === 'eth_getTransactionReceipt')
          .map((step) => step.response.result as Receipt)
          .map((receipt) => [receipt.transactionHash, receipt]),
      )
      for (const step of steps) {
        const receipt = receipts.get(step.response.result as string)
        if (step.request.method === 'eth_sendRawTransaction' && receipt !== undefined) {
          const height = Number(receipt.blockNumber)
          model.beginBlock({ height, timeSeconds: timeOf(height) })
          const action = toAction(step, receipt)
          const status = Number(receipt.status)
          expect(model.apply(action), step.note).toBe(status === 1 ? 0 : status)
          expect(10_000 + 100 * (action.payloadBytes ?? 0), step.note).toBe(Number(receipt.gasUsed))
          if (status === 1) executed.done++
          else executed.refused++
        }
        if (step.function?.startsWith('candidate') && step.decoded !== undefined) {
          for (const recorded of [step.decoded].flat() as RecordedCandidate[]) {
            compareCandidate(model, recorded)
            executed.candidates++
          }
        }
        if (/[bB]ucketsBy/.test(step.function ?? '')) {
          for (const recorded of step.decoded as RecordedBucket[]) {
            compareBucket(model, recorded)
            executed.buckets++
          }
          if ((step.decoded as RecordedBucket[]).length === 0) executed.gone++
        }
      }
    }
    expectExecuted(`${FOLDER} (done)`, executed.done, 28)
    expectExecuted(`${FOLDER} (refused)`, executed.refused, 21)
    expectExecuted(`${FOLDER} (candidates)`, executed.candidates, 21)
    expectExecuted(`${FOLDER} (buckets)`, executed.buckets, 8)
  })
})

type RecordedBlock = { readonly author: string; readonly number: Hex; readonly timestamp: Hex }

test('01-node: who made the recorded blocks follows from the draw', () => {
  const operators = [0, 1, 2].map((index) => toIoAddress(toAddress(account('operator', index))))
  const drawn = drawIotex(operators, 1, 24)
  let executed = 0
  for (const step of stepsOf('01-node')) {
    if (!step.request.method.startsWith('eth_getBlockBy')) continue
    const block = step.response.result as RecordedBlock | null | undefined
    const height = Number(block?.number ?? 0)
    if (block === undefined || block === null || height === 0 || height > 24) continue
    const producer = drawn[height % 3]
    expect(toIoAddress(toAddress(lower(block.author))), step.note).toBe(producer)
    expect(Number(block.timestamp), step.note).toBe(timeOf(height))
    executed++
  }
  expectExecuted(`${FOLDER}/01-node.json (blocks)`, executed, 4)
})

describe('recorded transactions', () => {
  test.each(SECTIONS)('%s: hash and sender follow from the raw bytes', async (section, count) => {
    let executed = 0
    for (const step of stepsOf(section)) {
      if (step.request.method !== 'eth_sendRawTransaction' || step.from === undefined) continue
      const serialized = step.request.params[0] as Hex
      const hash = step.response.result
      if (typeof hash !== 'string') continue
      expect(keccak256(serialized), step.note).toBe(hash)
      const sender = await recoverTransactionAddress({
        serializedTransaction: serialized as `0x02${string}`,
      })
      expect(sender, step.note).toBe(step.from)
      executed++
    }
    expectExecuted(`${FOLDER}/${section}.json (transactions)`, executed, count)
  })
})
