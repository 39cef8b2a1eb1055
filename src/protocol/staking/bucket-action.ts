import type { AbiReader } from '#base/abi/abi-reader.ts'
import { MAX_PAYLOAD_BYTES } from '../action.ts'

/** Arguments of an action that names a bucket and nothing else. */
export interface BucketCall {
  readonly index: bigint
  readonly payload: Uint8Array
}

/** Reads `(uint64,uint8[])`. */
export function decodeBucketCall(reader: AbiReader): BucketCall {
  return { index: reader.uint64(), payload: reader.uint8Array(MAX_PAYLOAD_BYTES) }
}

/** Bytes of payload, which cost gas. */
export function countPayload(args: { readonly payload: Uint8Array }): number {
  return args.payload.length
}
