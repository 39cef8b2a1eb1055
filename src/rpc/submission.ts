import type { Hex } from '#base/hex.ts'
import type { RpcBackend, SubmitResult } from './backend.ts'
import { RpcFault } from './errors.ts'

/** The error for a transaction that the pool refused. */
export function refusalFault(result: Extract<SubmitResult, { ok: false }>): RpcFault {
  return new RpcFault('server', result.message, { code: result.code })
}

/** Hands in a transaction; its hash, or an `RpcFault`. */
export async function submitRaw(backend: RpcBackend, raw: Uint8Array): Promise<Hex> {
  const result = await backend.submit(raw)
  if (result.ok) return result.hash
  throw refusalFault(result)
}
