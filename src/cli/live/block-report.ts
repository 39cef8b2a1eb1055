import type { RpcTransactionReceipt } from 'viem'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { type BouleEvent, decodeEvents } from '#sdk/events/decode-events.ts'
import { describeEvent } from '#sdk/events/describe-event.ts'
import { decodeRefusal } from '#sdk/outcomes/decode-refusal.ts'
import type { NameBook } from './name-book.ts'

/** What happened in a block, for the live view, for lines of text and for JSON lines. */
export interface BlockReport {
  readonly height: number
  readonly timeMs: number
  readonly epoch: number
  /** Name of the producer; undefined when it is no delegate. */
  readonly producer: string | undefined
  /** Transactions of people. */
  readonly transactions: number
  readonly events: readonly ReportedEvent[]
  readonly refusals: readonly string[]
}

export interface ReportedEvent {
  readonly event: BouleEvent['eventName']
  readonly arguments: BouleEvent['args']
  readonly text: string
}

/** Fields of a block that Ethereum does not have. */
interface BouleHeader {
  readonly timestampMs?: `0x${string}`
  readonly epoch?: `0x${string}`
}

/** Reads a block that exists. */
export async function readBlockReport(
  client: BouleClient,
  height: number,
  names: NameBook,
): Promise<BlockReport> {
  const number = `0x${height.toString(16)}` as const
  const [block, receipts] = await Promise.all([
    client.request({ method: 'eth_getBlockByNumber', params: [number, false] }),
    readReceipts(client, number),
  ])
  if (block === null) throw new Error(`the node does not have block ${height}`)
  const header = block as BouleHeader
  const events = decodeEvents(receipts.flatMap((receipt) => receipt.logs))
  if (events.some((event) => NAMING_EVENTS.has(event.eventName))) await names.refresh()
  // The block's own logs come as a transaction that nobody sent: it is the one without gas.
  const sent = receipts.filter((receipt) => BigInt(receipt.gasUsed) > 0n)
  return {
    height,
    timeMs:
      header.timestampMs === undefined
        ? Number(block.timestamp) * 1000
        : Number(header.timestampMs),
    epoch: Number(header.epoch ?? 0),
    producer: names.delegateName(block.miner),
    transactions: sent.length,
    events: events.map((event) => ({
      event: event.eventName,
      arguments: event.args,
      text: describeEvent(event, { delegate: names.nameOf, account: names.accountName }),
    })),
    refusals: sent
      .filter((receipt) => receipt.status === '0x0')
      .map((receipt) => describeRefused(receipt, names)),
  }
}

/** viem knows this method by no type of its own. */
function readReceipts(
  client: BouleClient,
  number: `0x${string}`,
): Promise<readonly RpcTransactionReceipt[]> {
  const request = client.request as (request: object) => Promise<unknown>
  const answer = request({ method: 'eth_getBlockReceipts', params: [number] })
  return answer as Promise<readonly RpcTransactionReceipt[]>
}

const NAMING_EVENTS: ReadonlySet<string> = new Set(['CandidateRegistered', 'CandidateUpdated'])

function describeRefused(receipt: RpcTransactionReceipt, names: NameBook): string {
  const { revertReason } = receipt as { readonly revertReason?: `0x${string}` }
  const refusal = revertReason === undefined ? undefined : decodeRefusal(revertReason)
  return `${names.accountName(receipt.from)}: refused: ${refusal?.sentence ?? 'the node does not say why'}`
}
