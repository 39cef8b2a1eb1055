import { parseAbiSignature, readSelector } from '#base/abi/abi-signature.ts'
import type { Status } from '#protocol/outcome.ts'
import { STATUSES } from './outcome-statuses.ts'

let bySelector: ReadonlyMap<number, Status> | undefined

function index(): ReadonlyMap<number, Status> {
  const map = new Map<number, Status>()
  for (const status of STATUSES) map.set(parseAbiSignature(status.error).selector, status)
  return map
}

/** Name and meaning of an ABI-encoded custom error; `undefined` when it is none of ours. */
export function describeRefusal(data: Uint8Array): string | undefined {
  const selector = readSelector(data)
  if (selector === undefined) return undefined
  bySelector ??= index()
  const status = bySelector.get(selector)
  return status === undefined ? undefined : `${status.error}: ${status.meaning}`
}
