import { decodeErrorResult, type Hex } from 'viem'
import { bouleAbi } from '../abi/boule-abi.ts'
import { OUTCOME_CODES } from './outcome-codes.ts'
import { SENTENCES } from './sentences.ts'

/** Why an action was refused. */
export interface Refusal {
  /** Name of the custom error, such as `BucketNotFound`. */
  readonly name: string
  /** Outcome code; one code may stand for several errors. */
  readonly code: number | undefined
  /** Values of the error, in the order of its parameters. */
  readonly values: readonly unknown[]
  /** What was wrong, and what would be right. */
  readonly sentence: string
  /** The ABI-encoded error. */
  readonly data: Hex
}

/** Reads the ABI-encoded custom error of a refusal; undefined when it is none of this network's. */
export function decodeRefusal(data: Hex): Refusal | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: bouleAbi, data })
    const values: readonly unknown[] = args ?? []
    const write = SENTENCES[errorName]
    if (write === undefined) return undefined
    const code = OUTCOME_CODES[errorName]
    return { name: errorName, code, values, sentence: write(...(values as never[])), data }
  } catch {
    return undefined
  }
}
