import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { type Address, addressFromBytes } from '#base/address.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256, sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { recoverSender } from '#base/sender.ts'
import { type Transaction, TransactionError } from '#base/transaction.ts'
import type { Genesis } from '#params/genesis.ts'
import { PRESETS } from '#params/presets.ts'
import type { Rules } from '#params/rule-table.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'
import type { CommitInfo, Misbehavior } from './abci.ts'
import { getAccount, getBalanceRau } from './accounts/balance.ts'
import type { ExecutedBlock, Receipt, SignedTransaction } from './block.ts'
import { createMachine } from './create-machine.ts'
import { getSchedule } from './epochs/epoch.ts'
import { proposerAt } from './epochs/proposer-schedule.ts'
import { toValidatorAddress } from './liveness/count.ts'
import type { Machine } from './machine.ts'
import type { ScriptRunner } from './script-runner.ts'

export const TEST_CHAIN_ID = 4_242

/** An address that stands for a person's name. Tests need no keys: senders are named, not recovered. */
export function addressOf(name: string): Address {
  return addressFromBytes(keccak256(utf8ToBytes(`test ${name}`)).subarray(12))
}

export interface TestDelegate {
  readonly name: string
  /** Coins in a bucket of the owner without bonus, so that votes equal coins. */
  readonly selfStakeCoins: number
  readonly blsKey?: Uint8Array
}

export interface TestNetworkOptions {
  readonly rules?: Partial<Rules>
  readonly schedule?: Genesis['schedule']
  readonly delegates?: readonly TestDelegate[]
  /** Coins by holder name. */
  readonly holders?: Readonly<Record<string, number>>
  readonly rewardFundCoins?: number
  /** Where a script is run. */
  readonly runScript?: ScriptRunner
}

/** The genesis of a small network: epochs of 12 blocks, three of four delegates elected, all votes without bonus. */
export function createTestGenesis(options: TestNetworkOptions = {}): Genesis {
  const delegates = options.delegates ?? [
    { name: 'alice', selfStakeCoins: 3_000 },
    { name: 'bob', selfStakeCoins: 2_000 },
    { name: 'carol', selfStakeCoins: 1_000 },
  ]
  const holders = options.holders ?? {}
  const accounts = Object.entries(holders).map(([name, amount]) => ({
    address: addressOf(name),
    balanceRau: coins(amount),
  }))
  const rewardFundRau = coins(options.rewardFundCoins ?? 1_000_000)
  const buckets = delegates.map(({ name, selfStakeCoins }) => ({
    delegate: name,
    owner: addressOf(name),
    amountRau: coins(selfStakeCoins),
    durationDays: 0,
    autoStake: false,
  }))
  let supplyRau = rewardFundRau
  for (const { balanceRau } of accounts) supplyRau += balanceRau
  for (const { amountRau } of buckets) supplyRau += amountRau
  return {
    chainId: TEST_CHAIN_ID,
    name: 'test',
    timeMs: 1_700_000_000_000,
    rules: {
      ...PRESETS.devnet,
      blocksPerEpoch: 12,
      electionLeadBlocks: 4,
      consensusDelegates: 3,
      producers: 3,
      minActiveStakeRau: coins(100),
      scoreThresholdRau: coins(100),
      ...options.rules,
    },
    schedule: options.schedule ?? [],
    supplyRau,
    rewardFundRau,
    randomnessSeed: new Uint8Array(32).fill(7),
    accounts,
    delegates: delegates.map(({ name, blsKey }, index) => ({
      name,
      owner: addressOf(name),
      operator: addressOf(`${name} operator`),
      reward: addressOf(`${name} reward`),
      blsKey: blsKey ?? new Uint8Array(0),
      consensusKey: sha256(utf8ToBytes(`key of ${name}`)),
      rewardExempt: false,
      selfStakeBucket: index,
    })),
    buckets,
  }
}

export interface BlockOptions {
  readonly transactions?: readonly SignedTransaction[]
  /** Failed rounds before this block was made. */
  readonly round?: number
  /** Names of delegates whose signature of this block is absent. */
  readonly absent?: readonly string[]
  readonly misbehavior?: readonly Misbehavior[]
  /** Raw bytes in front of the transactions. */
  readonly rawTxs?: readonly Uint8Array[]
  readonly advanceSeconds?: number
}

/** A network under test: whoever is named signs, blocks are made on demand. */
export interface TestNetwork {
  readonly machine: Machine
  /** What the machine keeps its records in. */
  readonly store: MemoryStore
  readonly blocks: readonly ExecutedBlock[]
  /** Makes one block. */
  block(options?: BlockOptions): ExecutedBlock
  /** Makes blocks up to and including `height`. */
  advanceTo(height: number): void
  /** A transaction of `sender`, with its next nonce. */
  sign(sender: string, fields: Partial<Transaction>): SignedTransaction
  /** Calls a function in a block of its own and returns the receipt. */
  call(sender: string, to: Address, signature: string, values: readonly AbiValue[]): Receipt
  balanceRau(name: string): bigint
  /** The delegate's identity. */
  id(name: string): Address
}

export function createTestNetwork(options: TestNetworkOptions = {}): TestNetwork {
  return startTestNetwork(createTestGenesis(options), options.runScript)
}

/** The same for any genesis. */
export function startTestNetwork(genesis: Genesis, runScript?: ScriptRunner): TestNetwork {
  const known = new Map<Uint8Array, SignedTransaction>()
  const store = createMemoryStore()
  const machine = createMachine({
    store,
    genesis,
    recoverSender,
    ...(runScript === undefined ? {} : { runScript }),
    resolve: (raw) =>
      known.get(raw) ?? new TransactionError('malformed', 'it is no transaction of this network'),
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'test', initialHeight: 1 })
  const blocks: ExecutedBlock[] = []
  let lastCommit: CommitInfo = { round: 0, votes: [] }
  let timeMs = genesis.timeMs
  const { world } = machine

  const block = (made: BlockOptions = {}): ExecutedBlock => {
    timeMs += 1_000 + 1_000 * (made.advanceSeconds ?? 0)
    const schedule = getSchedule(world)
    const round = made.round ?? 0
    const executed = machine.finalizeBlock({
      height: blocks.length + 1,
      timeMs,
      hash: sha256(utf8ToBytes(`block ${blocks.length + 1}`)),
      proposerAddress: toValidatorAddress(proposerAt(schedule.current, round)),
      txs: [
        ...(made.rawTxs ?? []),
        ...(made.transactions ?? []).map((signed) => signed.transaction.raw),
      ],
      decidedLastCommit: lastCommit,
      misbehavior: made.misbehavior ?? [],
    })
    machine.commit()
    blocks.push(executed)
    const absent = new Set((made.absent ?? []).map((name) => validatorOf(name)))
    lastCommit = {
      round,
      votes: schedule.current.validators.map(({ address }) => {
        const validator = toValidatorAddress(address)
        return { validator, flag: absent.has(validator) ? 'absent' : 'commit' }
      }),
    }
    return executed
  }

  let signed = 0
  const sign = (sender: string, fields: Partial<Transaction>): SignedTransaction => {
    const raw = utf8ToBytes(`transaction ${signed++}`)
    const transaction: Transaction = {
      type: 0,
      chainId: TEST_CHAIN_ID,
      nonce: getAccount(world.accounts, addressOf(sender)).nonce,
      gasLimit: 500_000,
      maxFeePerGasRau: genesis.rules.gasPriceRau,
      maxPriorityFeePerGasRau: genesis.rules.gasPriceRau,
      to: addressOf('nobody'),
      valueRau: 0n,
      data: new Uint8Array(0),
      accessList: [],
      r: new Uint8Array(32),
      s: new Uint8Array(32),
      yParity: 0,
      hash: toHex(sha256(raw)),
      signingHash: sha256(raw),
      raw,
      ...fields,
    }
    const result = { transaction, sender: addressOf(sender) }
    known.set(transaction.raw, result)
    return result
  }

  return {
    store,
    machine,
    blocks,
    block,
    sign,
    advanceTo: (height) => {
      while (blocks.length < height) block()
    },
    call: (sender, to, signature, values) => {
      const transaction = sign(sender, { to, data: encodeCall(signature, values) })
      const receipt = block({ transactions: [transaction] }).receipts[0]
      if (receipt === undefined)
        throw new Error(`${signature} of ${sender} may not stand in a block`)
      return receipt
    },
    balanceRau: (name) => getBalanceRau(world.accounts, addressOf(name)),
    id: (name) => {
      const id = world.delegates.index.byName(name)
      if (id === undefined) throw new Error(`no delegate ${name}`)
      return id
    },
  }
}

/** The validator of a delegate of `createTestGenesis`. */
export function validatorOf(name: string): string {
  return toValidatorAddress(toHex(sha256(sha256(utf8ToBytes(`key of ${name}`))).subarray(0, 20)))
}
