import { type Address, toAddress } from '#base/address.ts'
import { must } from '#base/assert.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { decodeTransaction } from '#base/transaction.ts'
import { DELEGATES_EVENTS } from '#protocol/delegates/events.ts'
import { STAKING_EVENTS } from '#protocol/staking/events.ts'
import { describeLog } from '#protocol/staking/staking.fixture.ts'
import { compare, type Place, type Replay } from './comparison.ts'
import { collectRecordedKeys } from './recorded-genesis.ts'
import {
  collectRecordedReceipts,
  readRecordedSteps,
  type RecordedReceipt,
} from './recorded-steps.ts'
import { resolve, type Submission } from './replayed-chain.ts'

const EVENTS = [...STAKING_EVENTS, ...DELEGATES_EVENTS]
const KEYS = collectRecordedKeys()
const RECEIPTS = collectRecordedReceipts()
const STAND_IN_GAS = 10_000

/** Submits a recorded raw transaction: into the block of its recorded height, or, when none holds it, to try it out. */
export function compareSubmission(replay: Replay, place: Place): void {
  const { chain, ledger } = replay
  const raw = fromHex(String(place.step.request.params[0]))
  const hash = place.step.response.result
  const receipt = typeof hash === 'string' ? RECEIPTS.get(hash) : undefined
  if (receipt === undefined) {
    const iotex = hash === undefined ? 'not taken' : 'taken and lost'
    compare(replay, place, 'outcome', { iotex, ours: describe(chain.tryOut(raw)) })
    return
  }
  compare(replay, place, 'transaction', {
    iotex: `${String(hash)} ${String(place.step.from).toLowerCase()}`,
    ours: `${decodeTransaction(raw).hash} ${senderOf(raw)}`,
  })
  const submission = chain.mine(Number(receipt.blockNumber), raw)
  compareReceipt(replay, place, receipt, submission)
  if (!submission.admitted) mineStandIn(replay, raw, receipt)
  for (const address of ledger.apply(receipt)) {
    compare(replay, place, 'balance', {
      iotex: `${address} ${ledger.balanceRau(address)}`,
      ours: `${address} ${chain.balanceRau(address)}`,
    })
  }
}

function compareReceipt(
  replay: Replay,
  place: Place,
  recorded: RecordedReceipt,
  submission: Submission,
): void {
  const status = Number(recorded.status)
  const iotex = status === 1 ? 'done' : `refused ${status}`
  compare(replay, place, 'outcome', { iotex, ours: describe(submission) })
  if (!submission.admitted) return
  const { gasUsed, gasPriceRau } = submission.receipt
  compare(replay, place, 'gas', { iotex: `${Number(recorded.gasUsed)}`, ours: `${gasUsed}` })
  const price = `${BigInt(recorded.effectiveGasPrice)}`
  compare(replay, place, 'price', { iotex: price, ours: `${gasPriceRau}` })
  if (submission.receipt.status === 1) compareLogs(replay, place, recorded, submission)
}

/** IoTeX's own events among the recorded logs; the rest are its pseudo logs and method names in ASCII. */
function compareLogs(
  replay: Replay,
  place: Place,
  recorded: RecordedReceipt,
  submission: Submission & { admitted: true },
): void {
  const ours = submission.receipt.logs.map((log) => describeLog(log, EVENTS))
  for (const { address, topics, data } of recorded.logs) {
    const event = EVENTS.find((one) => one.topic === topics[0])
    if (event === undefined) continue
    const log = { address: toAddress(address), topics, data: fromHex(data) }
    const iotex = describeLog(log, EVENTS)
    const same = ours.find((one) => one === iotex)
    const alike = ours.find((one) => one.startsWith(`${event.name}(`))
    compare(replay, place, 'log', { iotex, ours: same ?? alike ?? 'none' })
  }
}

/**
 * Where this network does not take what iotex-core mined, its sender's nonce would stay behind and all that follows fail. A
 * plain transfer of the same value, nonce and fee, signed with the sender's key, stands in.
 */
function mineStandIn({ chain }: Replay, raw: Uint8Array, receipt: RecordedReceipt): void {
  const { nonce, chainId, to, valueRau } = decodeTransaction(raw)
  const sender = senderOf(raw)
  const feeRau = BigInt(receipt.gasUsed) * BigInt(receipt.effectiveGasPrice)
  const priceRau = feeRau / BigInt(STAND_IN_GAS)
  const standIn = signTransaction(
    {
      type: 0,
      chainId,
      nonce,
      gasLimit: STAND_IN_GAS,
      maxFeePerGasRau: priceRau,
      maxPriorityFeePerGasRau: priceRau,
      to: to ?? sender,
      valueRau,
      data: new Uint8Array(0),
      accessList: [],
    },
    must(KEYS.get(sender), 'the key of the sender'),
  )
  const outcome = describe(chain.mine(Number(receipt.blockNumber), standIn))
  if (outcome !== 'done') throw new Error(`the stand-in failed: ${outcome}`)
}

/** Compares how a mined transaction is shown with what its raw bytes say. */
export function compareTransaction(replay: Replay, place: Place): void {
  const shown = place.step.response.result as Record<string, string | null>
  const steps = readRecordedSteps(place.file)
  const sent = must(
    steps.find((one) => one.response.result === shown['hash']),
    'the submission',
  )
  const raw = fromHex(String(sent.request.params[0]))
  const { hash, nonce, valueRau, data, to, type } = decodeTransaction(raw)
  const fields = ['hash', 'nonce', 'value', 'input', 'to', 'from', 'type']
  const ours = [hash, hexOf(nonce), hexOf(valueRau), toHex(data), to, senderOf(raw), hexOf(type)]
  compare(replay, place, 'transaction', {
    iotex: fields.map((name) => shown[name]?.toLowerCase() ?? 'none').join(' '),
    ours: ours.map((value) => value ?? 'none').join(' '),
  })
}

function senderOf(raw: Uint8Array): Address {
  const signed = resolve(raw)
  if (!('sender' in signed)) throw signed
  return signed.sender
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
