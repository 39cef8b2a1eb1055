import { type Address, toAddress } from '#base/address.ts'
import { type Codec, DecodeError, Reader, type Writer } from '#base/codec.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { decodeTransaction } from '#base/transaction.ts'
import type { Log } from '#protocol/abci.ts'
import type { Receipt, SignedTransaction } from '#protocol/block.ts'
import { rootsCodec } from '../block-log/stored-block.ts'
import type { LogSource } from './find-logs.ts'
import type { IndexedBlock } from './history-types.ts'

/**
 * Form in which the history keeps a block: head, receipts, the block's own logs, transactions. Transactions come last, so
 * that a search for logs need not decode them.
 */
type Head = Omit<IndexedBlock, 'receipts' | 'systemLogs' | 'transactions'>

const logCodec: Codec<Log> = {
  encode: (writer, value) => {
    writer.hex(value.address)
    writer.u8(value.topics.length)
    for (const topic of value.topics) writer.hex(topic)
    writer.bytes(value.data)
  },
  decode: (reader) => {
    const address = reader.address()
    const topics: Hex[] = []
    for (let count = reader.u8(); count > 0; count--) topics.push(toHex(reader.raw(32)))
    return { address, topics, data: reader.bytes() }
  },
}

const receiptCodec: Codec<Receipt> = {
  encode: (writer, value) => {
    writer.hex(value.transactionHash)
    writer.u8(value.status).u32(value.code).bytes(value.error).u64(value.gasUsed)
    writer.uint(value.gasPriceRau).list(value.logs, logCodec.encode)
  },
  decode: (reader) => {
    const transactionHash = toHex(reader.raw(32))
    const status = reader.u8()
    if (status !== 0 && status !== 1) throw new DecodeError('a status is neither 0 nor 1')
    return {
      transactionHash,
      status,
      code: reader.u32(),
      error: reader.bytes(),
      gasUsed: reader.u64(),
      gasPriceRau: reader.uint(),
      logs: reader.list(logCodec.decode),
    }
  },
}

const signedCodec: Codec<SignedTransaction> = {
  encode: (writer, value) => {
    writer.address(value.sender).bytes(value.transaction.raw)
  },
  decode: (reader) => {
    const sender = reader.address()
    return { sender, transaction: decodeTransaction(reader.bytes()) }
  },
}

const headCodec: Codec<Head> = {
  encode: (writer, value) => {
    writer.u64(value.height).u64(value.epoch).u64(value.timeMs).bytes(value.hash)
    writer.text(value.proposerAddress)
    writer.optional(value.proposer, (w, v) => w.text(v))
    writer.optional(value.reveal, (w, v) => w.bytes(v))
    writer.u64(value.gasLimit).u64(value.gasUsed).uint(value.gasPriceRau)
    writer.bytes(value.transactionsRoot).bytes(value.receiptsRoot)
    rootsCodec.encode(writer, value.roots)
  },
  decode: (reader) => ({
    height: reader.u64(),
    epoch: reader.u64(),
    timeMs: reader.u64(),
    hash: reader.bytes(),
    proposerAddress: reader.text(),
    proposer: reader.optional((r): Address => toAddress(r.text())),
    reveal: reader.optional((r) => r.bytes()),
    gasLimit: reader.u64(),
    gasUsed: reader.u64(),
    gasPriceRau: reader.uint(),
    transactionsRoot: reader.bytes(),
    receiptsRoot: reader.bytes(),
    roots: rootsCodec.decode(reader),
  }),
}

/** PERF: 2 µs for a transaction with two logs. */
export function encodeBlock(writer: Writer, block: IndexedBlock): Uint8Array {
  headCodec.encode(writer.reset(), block)
  writer.list(block.receipts, receiptCodec.encode)
  writer.list(block.systemLogs, logCodec.encode)
  writer.list(block.transactions, signedCodec.encode)
  return writer.finish()
}

/** Throws `DecodeError`. */
export function decodeBlock(bytes: Uint8Array): IndexedBlock {
  const reader = new Reader(bytes)
  const head = headCodec.decode(reader)
  const receipts = reader.list(receiptCodec.decode)
  const systemLogs = reader.list(logCodec.decode)
  const transactions = reader.list(signedCodec.decode)
  reader.end()
  return { ...head, receipts, systemLogs, transactions }
}

/** The part of a block that logs are searched in. */
export function decodeLogSource(bytes: Uint8Array): LogSource {
  const reader = new Reader(bytes)
  const { height, timeMs, hash } = headCodec.decode(reader)
  const receipts = reader.list(receiptCodec.decode)
  return { height, timeMs, hash, receipts, systemLogs: reader.list(logCodec.decode) }
}
