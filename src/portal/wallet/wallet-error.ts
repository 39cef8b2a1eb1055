import type { TFunction } from 'i18next'
import { findRefusal } from '#sdk/outcomes/find-refusal.ts'

/** EIP-1193: the person said no. */
const USER_REJECTED = 4001

/** Whether the person refused in the wallet: nothing is wrong then. */
function isRejection(error: unknown): boolean {
  for (const each of causesOf(error)) {
    if ('code' in each && each.code === USER_REJECTED) return true
    if (each.name === 'UserRejectedRequestError') return true
  }
  return false
}

/** One sentence about what went wrong with a wallet or the chain: the network's own words where there are some. */
export function describeWalletError(error: unknown, t: TFunction<'wallet'>): string {
  if (isRejection(error)) return t('errors.rejected')
  const refusal = findRefusal(error)
  if (refusal !== undefined) return refusal.sentence
  const chain = causesOf(error)
  if (chain.some(({ name }) => name === 'HttpRequestError' || name === 'TimeoutError')) {
    return t('errors.nodeDown')
  }
  if (chain.some(({ name }) => name.includes('ChainMismatch'))) return t('errors.wrongChain')
  const last = chain.at(-1)
  const words =
    last === undefined ? '' : 'shortMessage' in last ? String(last.shortMessage) : last.message
  return t('errors.other', { message: words })
}

function causesOf(error: unknown): readonly Error[] {
  const chain: Error[] = []
  let at: unknown = error
  while (at instanceof Error && chain.length < 16) {
    chain.push(at)
    at = at.cause
  }
  return chain
}
