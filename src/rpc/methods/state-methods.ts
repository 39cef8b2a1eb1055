import type { Address } from '#base/address.ts'
import type { AccountRecord, RpcBackend } from '../backend.ts'
import { readStateChoice } from '../block-lookup.ts'
import { defineMethod, type Method, optional, required } from '../method.ts'
import { type BlockSelector, blockId, LATEST } from '../parameters/block-types.ts'
import { address, quantity } from '../parameters/hex-types.ts'
import { BYTES, HASH, QUANTITY } from '../schemas.ts'
import { toQuantity, ZERO_WORD } from '../views/quantity.ts'

/**
 * Code that system addresses seem to have. Wallets take an address with code for a contract, and so show a call and not a
 * payment; 0xfe is Ethereum's designated invalid instruction, so nobody takes it for a program.
 */
const SYSTEM_CODE = '0xfe'

const AT_BLOCK = optional(
  'block',
  blockId,
  'latest (the default) or pending; past state is not kept',
)

function readAccount(
  backend: RpcBackend,
  of: Address,
  selector: BlockSelector | undefined,
): AccountRecord {
  return readStateChoice(backend, selector ?? LATEST) === 'pending'
    ? backend.pendingAccount(of)
    : backend.account(of)
}

/** The state of accounts. */
export const STATE_METHODS: readonly Method[] = [
  defineMethod({
    name: 'eth_getBalance',
    summary: 'Coins of an account in Rau, without those that are staked.',
    parameters: [required('address', address, 'the account'), AT_BLOCK],
    result: QUANTITY,
    run: ({ backend }, [of, block]) => toQuantity(readAccount(backend, of, block).balanceRau),
  }),
  defineMethod({
    name: 'eth_getTransactionCount',
    summary: 'The nonce of the next transaction of an account.',
    description: 'At `pending`, behind the transactions of the account that wait in the pool.',
    parameters: [required('address', address, 'the account'), AT_BLOCK],
    result: QUANTITY,
    run: ({ backend }, [of, block]) => toQuantity(readAccount(backend, of, block).nonce),
  }),
  defineMethod({
    name: 'eth_getCode',
    summary: 'Whether something listens at an address: 0xfe at system addresses, otherwise 0x.',
    description:
      'There is no EVM. The mark 0xfe (an instruction that is invalid by design) makes wallets show calls to system addresses as contract calls.',
    parameters: [required('address', address, 'the account'), AT_BLOCK],
    result: BYTES,
    run: ({ backend }, [of, block]) => {
      readStateChoice(backend, block ?? LATEST)
      return backend.isSystemAddress(of) ? SYSTEM_CODE : '0x'
    },
  }),
  defineMethod({
    name: 'eth_getStorageAt',
    summary: 'Always 32 zero bytes: accounts have no storage. See boule_getProof for state.',
    parameters: [
      required('address', address, 'the account'),
      required('slot', quantity, 'the slot'),
      AT_BLOCK,
    ],
    result: HASH,
    run: ({ backend }, [, , block]) => {
      readStateChoice(backend, block ?? LATEST)
      return ZERO_WORD
    },
  }),
]
