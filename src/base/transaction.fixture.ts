import fc from 'fast-check'
import { type Address, addressFromBytes } from './address.ts'
import { toHex } from './hex.ts'
import { minBigint } from './integers.ts'
import type { TransactionFields } from './transaction.ts'

/** Random transactions, each field as wide as it may be, small and empty values often. For tests. */
export const anyAddress: fc.Arbitrary<Address> = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map(addressFromBytes)

const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)

const anyAccessList = fc.array(
  fc.record({ address: anyAddress, storageKeys: fc.array(anyKey, { maxLength: 3 }) }),
  { maxLength: 3 },
)

/** An integer whose size in bits is as likely small as large. */
const uint = (bits: number): fc.Arbitrary<bigint> =>
  fc.nat(bits).chain((size) => fc.bigInt(0n, (1n << BigInt(size)) - 1n))

const safe = (least: number): fc.Arbitrary<number> =>
  uint(53).map((value) => Math.max(least, Number(value)))

const anyChainId = uint(52).map((value) => Math.min(Math.max(1, Number(value)), 2 ** 52 - 19))

export const anyTransaction: fc.Arbitrary<TransactionFields> = fc
  .record({
    type: fc.constantFrom(0 as const, 1 as const, 2 as const),
    chainId: anyChainId,
    nonce: safe(0),
    gasLimit: safe(0),
    maxFeePerGasRau: uint(256),
    maxPriorityFeePerGasRau: uint(256),
    to: fc.option(anyAddress, { nil: undefined }),
    valueRau: uint(256),
    data: fc.uint8Array({ maxLength: 300 }),
    accessList: anyAccessList,
  })
  .map((fields) => ({
    ...fields,
    maxPriorityFeePerGasRau:
      fields.type === 2
        ? minBigint(fields.maxPriorityFeePerGasRau, fields.maxFeePerGasRau)
        : fields.maxFeePerGasRau,
    accessList: fields.type === 0 ? [] : fields.accessList,
  }))

export const anyPrivateKey: fc.Arbitrary<Uint8Array> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => {
    // Below the order and above 0, whatever the other bytes are.
    bytes[0] = (bytes[0] as number) & 0x7f
    bytes[31] = (bytes[31] as number) | 1
    return bytes
  })
