import { toHex } from '#base/hex.ts'
import type { CallRequest } from '#protocol/machine.ts'
import type { CallAnswer, RpcBackend } from '../backend.ts'
import { readStateChoice } from '../block-lookup.ts'
import { RpcFault, serverFault } from '../errors.ts'
import { defineMethod, type Method, optional, required } from '../method.ts'
import { type BlockSelector, blockId, LATEST } from '../parameters/block-types.ts'
import { callRequest } from '../parameters/request-types.ts'
import { describeRefusal } from '../refusal-text.ts'
import { BYTES, objectOf, QUANTITY } from '../schemas.ts'
import { toQuantity } from '../views/quantity.ts'

const REQUEST = required('transaction', callRequest, 'the call')
const AT_BLOCK = optional(
  'block',
  blockId,
  'latest (the default) or pending; past state is not kept',
)

/** Runs the call; a refusal becomes an error, as Ethereum has it. */
function runCall(
  backend: RpcBackend,
  request: CallRequest,
  selector: BlockSelector | undefined,
): CallAnswer {
  const isPending = readStateChoice(backend, selector ?? LATEST) === 'pending'
  const answer = backend.call(request, isPending)
  if (answer.ok) return answer
  if (answer.reason !== undefined) {
    throw serverFault('cannot-run', answer.reason)
  }
  const meaning = describeRefusal(answer.data)
  throw new RpcFault(
    'reverted',
    meaning === undefined ? 'execution reverted' : `execution reverted: ${meaning}`,
    toHex(answer.data),
  )
}

/** Calls that change nothing. */
export const CALL_METHODS: readonly Method[] = [
  defineMethod({
    name: 'eth_call',
    summary: 'Runs a read function, or an action without keeping what it did.',
    description:
      'System addresses answer to the functions of their ABI. A refusal is error 3 with the ABI-encoded custom error as data.',
    parameters: [REQUEST, AT_BLOCK],
    result: BYTES,
    run: ({ backend }, [request, block]) => toHex(runCall(backend, request, block).data),
  }),
  defineMethod({
    name: 'eth_estimateGas',
    summary: 'What the transaction will cost in gas, exactly.',
    description: 'Error 3 with data when the action would be refused now.',
    parameters: [REQUEST, AT_BLOCK],
    result: QUANTITY,
    run: ({ backend }, [request, block]) => {
      const { gasUsed } = runCall(backend, request, block)
      if (gasUsed > 0) return toQuantity(gasUsed)
      throw serverFault(
        'cannot-run',
        'this is a read function: use eth_call; a transaction with it would be refused',
      )
    },
  }),
  defineMethod({
    name: 'eth_createAccessList',
    summary: 'Always an empty list: access lists have no effect without an EVM.',
    parameters: [REQUEST, AT_BLOCK],
    result: objectOf({ accessList: { type: 'array' }, gasUsed: QUANTITY }),
    run: ({ backend }, [request, block]) => ({
      accessList: [],
      gasUsed: toQuantity(runCall(backend, request, block).gasUsed),
    }),
  }),
]
