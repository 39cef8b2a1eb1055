import type { Hex } from '#base/hex.ts'
import { readVectors } from '../../spec/vector-files.ts'

/** One request to the recorded node and its raw answer. */
export interface RecordedStep {
  readonly note: string
  readonly request: { readonly method: string; readonly params: readonly unknown[] }
  readonly response: {
    readonly result?: unknown
    readonly error?: { readonly code: number; readonly message: string }
  }
  /** Of a transaction: who signed it, and its fields. */
  readonly from?: string
  /** Of a read function: its name. */
  readonly function?: string
  readonly args?: readonly unknown[]
}

export interface RecordedLog {
  readonly address: string
  readonly topics: readonly Hex[]
  readonly data: Hex
}

export interface RecordedReceipt {
  readonly transactionHash: Hex
  readonly blockNumber: Hex
  readonly status: Hex
  readonly gasUsed: Hex
  readonly effectiveGasPrice: Hex
  readonly from: string
  readonly to: string | null
  readonly logs: readonly RecordedLog[]
}

export const RECORDED_FILES = [
  '01-node',
  '02-transfer',
  '03-register',
  '04-stake',
  '05-candidate',
  '07-reward',
] as const

/** The steps of a file, in order. */
export function readRecordedSteps(file: string): readonly RecordedStep[] {
  return readVectors<{ steps: RecordedStep[] }>(`real/iotex-core-v2.4.4/${file}.json`).steps
}

/** Receipts by transaction hash, of all files. */
export function collectRecordedReceipts(): ReadonlyMap<string, RecordedReceipt> {
  const receipts = new Map<string, RecordedReceipt>()
  for (const file of RECORDED_FILES) {
    for (const step of readRecordedSteps(file)) {
      if (step.request.method !== 'eth_getTransactionReceipt') continue
      const receipt = step.response.result as RecordedReceipt | null | undefined
      if (receipt) receipts.set(receipt.transactionHash, receipt)
    }
  }
  return receipts
}
