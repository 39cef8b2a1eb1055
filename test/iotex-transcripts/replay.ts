import { decodeAbi } from '#base/abi/abi-decoder.ts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { parseAbiType } from '#base/abi/abi-type.ts'
import { toAddress } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { compareText } from '#base/bytes.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction } from '#base/transaction.ts'
import { DELEGATES_EVENTS } from '#protocol/delegates/events.ts'
import { findRead } from '#protocol/dispatch.ts'
import { STAKING_EVENTS } from '#protocol/staking/events.ts'
import { describeLog } from '#protocol/staking/staking.fixture.ts'
import { collectRecordedKeys } from './recorded-genesis.ts'
import { createRecordedLedger } from './recorded-ledger.ts'
import {
  collectRecordedReceipts,
  readRecordedSteps,
  RECORDED_FILES,
  type RecordedReceipt,
  type RecordedStep,
} from './recorded-steps.ts'
import { createReplayedChain, resolve, type Submission } from './replayed-chain.ts'

/** What is compared of a step. */
export type Aspect = 'outcome' | 'gas' | 'price' | 'balance' | 'log' | 'read' | 'transaction'

/** One comparison: what iotex-core said and what this network says. */
export interface Comparison {
  readonly file: string
  readonly note: string
  readonly aspect: Aspect
  readonly iotex: string
  readonly ours: string
}

/** Methods whose answers are conventions of the JSON-RPC server, which has tests of its own. */
export const NOT_COMPARED: ReadonlySet<string> = new Set([
  'web3_clientVersion',
  'net_version',
  'eth_chainId',
  'eth_protocolVersion',
  'net_listening',
  'net_peerCount',
  'eth_syncing',
  'eth_mining',
  'eth_hashrate',
  'eth_accounts',
  'eth_coinbase',
  'eth_gasPrice',
  'eth_maxPriorityFeePerGas',
  'eth_blobBaseFee',
  'eth_blockNumber',
  'eth_feeHistory',
  'web3_sha3',
  'eth_getProof',
  'debug_traceBlockByNumber',
  'txpool_status',
  'rpc_modules',
  'eth_getBlockReceipts',
  'eth_createAccessList',
  'noSuchMethod',
  'eth_getBlockByNumber',
  'eth_getBlockByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getBlockTransactionCountByHash',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getUncleCountByBlockNumber',
  'eth_getCode',
  'eth_getStorageAt',
  'eth_estimateGas',
])

const EVENTS = [...STAKING_EVENTS, ...DELEGATES_EVENTS]

/** Replays every recorded step on this network's state machine and returns what was compared. */
export function replayAll(): {
  readonly comparisons: readonly Comparison[]
  readonly skipped: readonly string[]
} {
  const chain = createReplayedChain()
  const ledger = createRecordedLedger()
  const receipts = collectRecordedReceipts()
  const keys = collectRecordedKeys()
  const comparisons: Comparison[] = []
  const skipped: string[] = []

  for (const file of RECORDED_FILES) {
    for (const step of readRecordedSteps(file)) replayStep(file, step)
  }
  return { comparisons, skipped }

  function compare(
    file: string,
    step: RecordedStep,
    aspect: Aspect,
    iotex: string,
    ours: string,
  ): void {
    comparisons.push({ file, note: step.note, aspect, iotex, ours })
  }

  function replayStep(file: string, step: RecordedStep): void {
    const { method } = step.request
    if (NOT_COMPARED.has(method)) skipped.push(method)
    else if (method === 'eth_sendRawTransaction') replaySubmission(file, step)
    else if (method === 'eth_getTransactionReceipt') return
    else if (method === 'eth_getTransactionByHash') compareTransaction(file, step)
    else if (method === 'eth_call') compareRead(file, step)
    else if (method === 'eth_getBalance') compareAccount(file, step, (one) => chain.balanceRau(one))
    else if (method === 'eth_getTransactionCount') {
      compareAccount(file, step, (one) => BigInt(chain.nonce(one)))
    } else throw new Error(`a recorded method that nobody looks at: ${method}`)
  }

  function replaySubmission(file: string, step: RecordedStep): void {
    const raw = fromHex(String(step.request.params[0]))
    const hash = step.response.result
    const receipt = typeof hash === 'string' ? receipts.get(hash) : undefined
    if (receipt === undefined) {
      const recorded = hash === undefined ? 'not taken' : 'taken and lost'
      compare(file, step, 'outcome', recorded, describe(chain.tryOut(raw)))
      return
    }
    const transaction = decodeTransaction(raw)
    compare(
      file,
      step,
      'transaction',
      `${String(hash)} ${String(step.from).toLowerCase()}`,
      `${transaction.hash} ${senderOf(raw)}`,
    )
    const submission = chain.mine(Number(receipt.blockNumber), raw)
    compare(file, step, 'outcome', describeReceipt(receipt), describe(submission))
    if (submission.admitted) {
      compare(
        file,
        step,
        'gas',
        String(Number(receipt.gasUsed)),
        String(submission.receipt.gasUsed),
      )
      compare(
        file,
        step,
        'price',
        String(BigInt(receipt.effectiveGasPrice)),
        String(submission.receipt.gasPriceRau),
      )
      compareLogs(file, step, receipt, submission)
    } else {
      mineStandIn(raw, receipt)
    }
    for (const address of ledger.apply(receipt)) {
      const [iotex, ours] = [ledger.balanceRau(address), chain.balanceRau(address)]
      compare(file, step, 'balance', `${address} ${iotex}`, `${address} ${ours}`)
    }
  }

  /**
   * Where this network does not take what iotex-core mined, its sender's nonce would stay behind and all that follows fail.
   * A plain transfer of the same value, nonce and fee, signed with the sender's key, stands in.
   */
  function mineStandIn(raw: Uint8Array, receipt: RecordedReceipt): void {
    const { nonce, chainId, to, valueRau } = decodeTransaction(raw)
    const sender = senderOf(raw)
    const feeRau = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice)
    const gasLimit = 10_000
    const priceRau = feeRau / BigInt(gasLimit)
    const standIn = signTransaction(
      {
        type: 0,
        chainId,
        nonce,
        gasLimit,
        maxFeePerGasRau: priceRau,
        maxPriorityFeePerGasRau: priceRau,
        to: to ?? toAddress(sender),
        valueRau,
        data: new Uint8Array(0),
        accessList: [],
      },
      must(keys.get(toAddress(sender)), 'the key of the sender'),
    )
    const submission = chain.mine(Number(receipt.blockNumber), standIn)
    if (describe(submission) !== 'done')
      throw new Error(`the stand-in failed: ${describe(submission)}`)
  }

  /** IoTeX's own events among the recorded logs; the rest are its pseudo logs and method names in ASCII. */
  function compareLogs(
    file: string,
    step: RecordedStep,
    receipt: RecordedReceipt,
    submission: Submission,
  ): void {
    if (!submission.admitted || submission.receipt.status === 0) return
    const ours = submission.receipt.logs.map((log) => describeLog(log, EVENTS))
    for (const log of receipt.logs) {
      const event = EVENTS.find((one) => one.topic === log.topics[0])
      if (event === undefined) continue
      const data = fromHex(log.data)
      const recorded = describeLog(
        { address: toAddress(log.address), topics: log.topics, data },
        EVENTS,
      )
      const same = ours.find((one) => one === recorded)
      const alike = ours.find((one) => one.startsWith(`${event.name}(`))
      compare(file, step, 'log', recorded, same ?? alike ?? 'none')
    }
  }

  function compareTransaction(file: string, step: RecordedStep): void {
    const recorded = step.response.result as Record<string, string | null>
    const sent = readRecordedSteps(file).find((one) => one.response.result === recorded['hash'])
    const raw = fromHex(String(must(sent, 'the submission').request.params[0]))
    const { hash, nonce, valueRau, data, to, type } = decodeTransaction(raw)
    const fields = ['hash', 'nonce', 'value', 'input', 'to', 'from', 'type']
    const iotex = fields.map((name) => recorded[name]?.toLowerCase() ?? 'none')
    const ours = [
      hash,
      hexOf(nonce),
      hexOf(valueRau),
      toHex(data),
      to ?? 'none',
      senderOf(raw),
      hexOf(type),
    ]
    compare(file, step, 'transaction', iotex.join(' '), ours.join(' '))
  }

  function compareAccount(
    file: string,
    step: RecordedStep,
    ask: (address: ReturnType<typeof toAddress>) => bigint,
  ): void {
    const [account, tag] = step.request.params.map(String)
    // Addresses in io form and past or future blocks are matters of the JSON-RPC server.
    if (tag !== 'latest' || account?.startsWith('0x') !== true) {
      skipped.push(step.request.method)
      return
    }
    compare(
      file,
      step,
      'read',
      String(BigInt(String(step.response.result))),
      String(ask(toAddress(account))),
    )
  }

  function compareRead(file: string, step: RecordedStep): void {
    const [request] = step.request.params as readonly [{ to: string; data: `0x${string}` }]
    const to = toAddress(request.to)
    const data = fromHex(request.data)
    const found = findRead(to, data)
    const answer = chain.call(to, data)
    const types = found?.returns ?? []
    const iotex =
      step.response.error === undefined ? summarise(types, String(step.response.result)) : 'refused'
    compare(file, step, 'read', iotex, answer.ok ? summarise(types, toHex(answer.data)) : 'refused')
  }
}

function senderOf(raw: Uint8Array): string {
  const signed = resolve(raw)
  return 'sender' in signed ? signed.sender : 'nobody'
}

function hexOf(value: number | bigint): string {
  return `0x${value.toString(16)}`
}

/** `done`, `refused` with the outcome number, or `not taken`. */
function describe(submission: Submission): string {
  if (!submission.admitted) return 'not taken'
  const { status, code } = submission.receipt
  return status === 1 ? 'done' : `refused ${code}`
}

function describeReceipt(receipt: RecordedReceipt): string {
  const status = Number(receipt.status)
  return status === 1 ? 'done' : `refused ${status}`
}

/** The values of an answer as text. Lists are put in order, because iotex-core gives candidates in none. */
function summarise(types: readonly string[], data: string): string {
  const values = decodeAbi(types.map(parseAbiType), fromHex(data))
  return values.map(toText).join(' ')
}

function toText(value: AbiValue): string {
  if (value instanceof Uint8Array) return toHex(value)
  if (!Array.isArray(value)) return String(value)
  const parts = value.map((one: AbiValue) => toText(one))
  const isList = value.every((one: AbiValue) => Array.isArray(one))
  return `[${(isList ? parts.toSorted(compareText) : parts).join(' ')}]`
}
