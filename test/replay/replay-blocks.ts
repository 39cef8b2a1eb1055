/**
 * Runs rule scripts and recorded blocks: `node replay-blocks.js SCRIPTS FILE…`. One line `script name result` for each script, one line
 * `height appHash` for each block, then one of JSON with what it ran on. It is bundled into JavaScript, for a Node that does not know types.
 */
import { toHex } from '#base/hex.ts'
import { loadNativeSecp256k1 } from '#base/secp256k1-native.ts'
import { recoverSender } from '#base/sender.ts'
import { recoverSenderPortable } from '#base/sender-portable.ts'
import { decodeTransaction, TransactionError } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { readRun } from './recorded-run.ts'
import { replayScripts } from './replay-scripts.ts'

/** What a replay ran on and how much it did. */
export interface ReplayReport {
  readonly node: string
  readonly v8: string
  readonly timeZone: string
  readonly locale: string
  /** Undefined when the native library loaded; else why not, and the signatures were checked in JavaScript. */
  readonly withoutNative: string | undefined
  readonly scripts: number
  readonly blocks: number
  readonly transactions: number
}

function findRecovery(): { recover: typeof recoverSender; withoutNative: string | undefined } {
  try {
    loadNativeSecp256k1()
    return { recover: recoverSender, withoutNative: undefined }
  } catch (error) {
    return { recover: recoverSenderPortable, withoutNative: String(error) }
  }
}

async function main([scriptFile = '', ...files]: readonly string[]): Promise<void> {
  const scripts = await replayScripts(scriptFile)
  for (const line of scripts) process.stdout.write(`${line}\n`)
  const { recover, withoutNative } = findRecovery()
  const resolve = (raw: Uint8Array): SignedTransaction | TransactionError => {
    try {
      const transaction = decodeTransaction(raw)
      const { signingHash, r, s, yParity } = transaction
      const sender = recover(signingHash, r, s, yParity)
      return sender === undefined
        ? new TransactionError('bad-signature', 'no key made this signature')
        : { transaction, sender }
    } catch (error) {
      if (error instanceof TransactionError) return error
      throw error
    }
  }
  let blocks = 0
  let transactions = 0
  for (const file of files) {
    const run = readRun(file)
    const { genesis } = run
    const machine = createMachine({ store: createMemoryStore(), genesis, resolve })
    const { appHash } = machine.initChain({
      timeMs: genesis.timeMs,
      chainId: 'replay',
      initialHeight: 1,
    })
    process.stdout.write(`0 ${toHex(appHash)}\n`)
    for (const { request } of run.blocks) {
      const executed = machine.finalizeBlock(request)
      machine.commit()
      blocks++
      transactions += executed.receipts.length
      process.stdout.write(`${request.height} ${toHex(executed.roots.appHash)}\n`)
    }
  }
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions()
  const { node, v8 } = process.versions
  const circumstances = { node, v8, timeZone, locale, withoutNative }
  const report: ReplayReport = { ...circumstances, scripts: scripts.length, blocks, transactions }
  process.stdout.write(`${JSON.stringify(report)}\n`)
}

await main(process.argv.slice(2))
