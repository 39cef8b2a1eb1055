import { fromHex, toHex } from '#base/hex.ts'
import type { Awaitable, BlockRecord, RpcBackend } from './backend.ts'
import { RpcFault, serverFault } from './errors.ts'
import type { BlockNumberSelector, BlockSelector } from './parameters/block-types.ts'

/**
 * The committed block that is meant; `undefined` when there is none. `pending` has no record: callers handle it first, and
 * it counts as the head here. Committed blocks are final, so `safe` and `finalized` are the head, too.
 */
export function findBlock(
  backend: RpcBackend,
  selector: BlockSelector,
): Awaitable<BlockRecord | undefined> {
  if ('hash' in selector) return backend.blockByHash(fromHex(selector.hash))
  const height = toHeight(backend, selector)
  const head = backend.head()
  if (height === head.height) return head
  return height > head.height ? undefined : backend.blockByHeight(height)
}

/** A tag as a height; `pending` counts as the head. */
export function toHeight(backend: RpcBackend, selector: BlockNumberSelector): number {
  if ('height' in selector) return selector.height
  return selector.tag === 'earliest' ? 0 : backend.head().height
}

export function isPending(selector: BlockSelector): boolean {
  return 'tag' in selector && selector.tag === 'pending'
}

/**
 * Which of the two states that are kept is meant. Any other block is refused with a clear error: answering with the latest
 * state instead would be a silent lie.
 */
export function readStateChoice(
  backend: RpcBackend,
  selector: BlockSelector,
): 'latest' | 'pending' {
  const head = backend.head()
  if ('hash' in selector) {
    if (toHex(head.hash) === selector.hash) return 'latest'
    throw serverFault(
      'state-not-kept',
      `state at block ${selector.hash} is not kept; only latest (block ${head.height}) and pending`,
    )
  }
  if (isPending(selector)) return 'pending'
  const height = toHeight(backend, selector)
  if (height === head.height) return 'latest'
  if (height > head.height) {
    throw serverFault(
      'no-such-block',
      `there is no block ${height} yet; the latest is ${head.height}`,
    )
  }
  throw serverFault(
    'state-not-kept',
    `state at block ${height} is not kept; only latest (block ${head.height}) and pending`,
  )
}

/** The error for a block that must exist. */
export function noSuchBlock(backend: RpcBackend, selector: BlockSelector): RpcFault {
  const what = 'hash' in selector ? selector.hash : String(toHeight(backend, selector))
  return serverFault(
    'no-such-block',
    `there is no block ${what}; the latest is ${backend.head().height}`,
  )
}
