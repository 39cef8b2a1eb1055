import type { Hex } from '#base/hex.ts'
import type { ParameterType } from '../method.ts'
import { readHash, readSafeQuantity } from './hex-types.ts'
import { mustBe, readObject } from './read-value.ts'

export const BLOCK_TAGS = ['latest', 'pending', 'earliest', 'safe', 'finalized'] as const
export type BlockTag = (typeof BLOCK_TAGS)[number]

/** Which block is meant, by a tag or a height. */
export type BlockNumberSelector = { readonly tag: BlockTag } | { readonly height: number }

/** The same, or by hash (EIP-1898). */
export type BlockSelector = BlockNumberSelector | { readonly hash: Hex }

export const LATEST: BlockNumberSelector = { tag: 'latest' }

const TAG_SCHEMA = {
  oneOf: [
    { type: 'string', enum: BLOCK_TAGS },
    { type: 'string', pattern: '^0x[0-9a-fA-F]{1,64}$' },
  ],
}

export function readBlockNumber(value: unknown, name: string): BlockNumberSelector {
  if (typeof value === 'string') {
    const tag = BLOCK_TAGS.find((one) => one === value)
    if (tag !== undefined) return { tag }
    if (value.startsWith('0x') && value.length <= 66) {
      return { height: readSafeQuantity(value, name) }
    }
  }
  throw mustBe(name, `a height such as "0x1f" or one of ${BLOCK_TAGS.join(', ')}`, value)
}

/** Height or tag. */
export const blockNumber: ParameterType<BlockNumberSelector> = {
  schema: TAG_SCHEMA,
  read: readBlockNumber,
}

/** Height, tag, hash, or the object form of EIP-1898. */
export const blockId: ParameterType<BlockSelector> = {
  schema: {
    oneOf: [
      ...TAG_SCHEMA.oneOf,
      { type: 'string', pattern: '^0x[0-9a-fA-F]{64}$' },
      {
        type: 'object',
        properties: {
          blockNumber: { type: 'string' },
          blockHash: { type: 'string' },
          requireCanonical: { type: 'boolean' },
        },
        additionalProperties: false,
      },
    ],
  },
  read: (value, name) => {
    if (typeof value === 'string') {
      return value.length === 66 ? { hash: readHash(value, name) } : readBlockNumber(value, name)
    }
    const members = readObject(value, name, ['blockNumber', 'blockHash', 'requireCanonical'])
    const { blockHash, blockNumber: number } = members
    if ((blockHash === undefined) === (number === undefined)) {
      throw mustBe(name, 'an object with either blockNumber or blockHash', value)
    }
    return blockHash === undefined
      ? readBlockNumber(number, `${name}.blockNumber`)
      : { hash: readHash(blockHash, `${name}.blockHash`) }
  },
}
