import { decodeRefusal, type Refusal } from './decode-refusal.ts'

/** Errors inside errors that are looked at. */
const DEEPEST = 16

/** The refusal inside an error of viem or of another Ethereum library; undefined when there is none. */
export function findRefusal(error: unknown): Refusal | undefined {
  let at: unknown = error
  for (let depth = 0; depth < DEEPEST && typeof at === 'object' && at !== null; depth++) {
    const { data, cause } = at as { readonly data?: unknown; readonly cause?: unknown }
    const refusal = refusalIn(data)
    if (refusal !== undefined) return refusal
    at = cause
  }
  return undefined
}

function refusalIn(data: unknown): Refusal | undefined {
  if (typeof data === 'string') {
    return /^0x(?:[0-9a-f]{2}){4,}$/i.test(data) ? decodeRefusal(data as `0x${string}`) : undefined
  }
  if (typeof data !== 'object' || data === null) return undefined
  return refusalIn((data as { readonly data?: unknown }).data)
}
