import type { Address } from '#base/address.ts'
import { ZERO_ADDRESS } from '#base/address.ts'
import type { Hex } from '#base/hex.ts'
import { countAccessListBytes } from '#base/transaction-fields.ts'
import type { CallRequest } from '#protocol/machine.ts'
import { invalidParams, RpcFault } from '../errors.ts'
import type { ParameterType } from '../method.ts'
import { type BlockNumberSelector, readBlockNumber } from './block-types.ts'
import { readAddress, readBytes, readHash, readQuantity } from './hex-types.ts'
import { mustBe, readObject } from './read-value.ts'

const CALL_MEMBERS = [
  'from',
  'to',
  'value',
  'data',
  'input',
  'gas',
  'gasPrice',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
  'nonce',
  'type',
  'chainId',
  'accessList',
] as const

const ACCESS_MEMBERS = ['address', 'storageKeys'] as const
const EMPTY = new Uint8Array(0)

/** The transaction object of eth_call and eth_estimateGas. Fees and nonce are taken and play no part in a call. */
export const callRequest: ParameterType<CallRequest> = {
  schema: {
    type: 'object',
    properties: {
      from: { type: 'string' },
      to: { type: 'string' },
      value: { type: 'string' },
      data: { type: 'string' },
      input: { type: 'string' },
      gas: { type: 'string' },
      gasPrice: { type: 'string' },
      maxFeePerGas: { type: 'string' },
      maxPriorityFeePerGas: { type: 'string' },
      nonce: { type: 'string' },
      type: { type: 'string' },
      chainId: { type: 'string' },
      accessList: { type: 'array' },
    },
    additionalProperties: false,
  },
  read: (value, name) => {
    const members = readObject(value, name, CALL_MEMBERS)
    const given = (member: string): unknown => members[member] ?? undefined
    for (const member of [
      'gas',
      'gasPrice',
      'maxFeePerGas',
      'maxPriorityFeePerGas',
      'nonce',
      'type',
      'chainId',
    ]) {
      if (given(member) !== undefined) readQuantity(given(member), `${name}.${member}`)
    }
    const { data, input } = members
    if (
      typeof data === 'string' &&
      typeof input === 'string' &&
      data.toLowerCase() !== input.toLowerCase()
    ) {
      throw invalidParams(`invalid parameter '${name}': data and input are both given and differ`)
    }
    const payload = input ?? data ?? undefined
    const to = given('to')
    return {
      from:
        given('from') === undefined ? ZERO_ADDRESS : readAddress(members['from'], `${name}.from`),
      to: to === undefined ? undefined : readAddress(to, `${name}.to`),
      valueRau: given('value') === undefined ? 0n : readQuantity(members['value'], `${name}.value`),
      data: payload === undefined ? EMPTY : readBytes(payload, `${name}.data`),
      accessListBytes: readAccessListBytes(given('accessList'), `${name}.accessList`),
    }
  },
}

/** What an access list adds to the gas. Its entries are counted and have no other meaning here. */
function readAccessListBytes(value: unknown, name: string): number {
  if (value === undefined) return 0
  if (!Array.isArray(value)) throw mustBe(name, 'a list', value)
  const entries = (value as readonly unknown[]).map((entry, place) => {
    const { address, storageKeys } = readObject(entry, `${name}[${place}]`, ACCESS_MEMBERS)
    if (!Array.isArray(storageKeys))
      throw mustBe(`${name}[${place}].storageKeys`, 'a list', storageKeys)
    return {
      address: readAddress(address, `${name}[${place}].address`),
      storageKeys: (storageKeys as readonly unknown[]).map((key) => readHash(key, name)),
    }
  })
  return countAccessListBytes(entries)
}

/** What logs are asked for, before heights are known. */
export interface LogFilter {
  readonly fromBlock: BlockNumberSelector | undefined
  readonly toBlock: BlockNumberSelector | undefined
  readonly blockHash: Hex | undefined
  readonly addresses: readonly Address[]
  readonly topics: readonly (readonly Hex[])[]
}

const MAX_TOPICS = 4

/** Addresses, or topics at one place, of a log filter. */
const MAX_LOG_ALTERNATIVES = 1_000

/** The filter object of eth_getLogs, eth_newFilter and the `logs` subscription. */
export const logFilter: ParameterType<LogFilter> = {
  schema: {
    type: 'object',
    properties: {
      fromBlock: { type: 'string' },
      toBlock: { type: 'string' },
      blockHash: { type: 'string' },
      address: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
      topics: { type: 'array', maxItems: MAX_TOPICS },
    },
    additionalProperties: false,
  },
  read: (value, name) => {
    const members = readObject(value, name, [
      'fromBlock',
      'toBlock',
      'blockHash',
      'address',
      'topics',
    ])
    const block = (member: string): BlockNumberSelector | undefined => {
      const given = members[member] ?? undefined
      return given === undefined ? undefined : readBlockNumber(given, `${name}.${member}`)
    }
    const blockHash = members['blockHash'] ?? undefined
    const fromBlock = block('fromBlock')
    const toBlock = block('toBlock')
    if (blockHash !== undefined && (fromBlock !== undefined || toBlock !== undefined)) {
      throw invalidParams(
        `invalid parameter '${name}': blockHash cannot stand beside fromBlock or toBlock`,
      )
    }
    return {
      fromBlock,
      toBlock,
      blockHash: blockHash === undefined ? undefined : readHash(blockHash, `${name}.blockHash`),
      addresses: readAlternatives(members['address'], `${name}.address`, readAddress),
      topics: readTopics(members['topics'], `${name}.topics`),
    }
  },
}

function readAlternatives<T>(
  value: unknown,
  name: string,
  read: (value: unknown, name: string) => T,
): readonly T[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return [read(value, name)]
  if (value.length > MAX_LOG_ALTERNATIVES) {
    throw new RpcFault(
      'limitExceeded',
      `'${name}' has ${value.length} entries; at most ${MAX_LOG_ALTERNATIVES} are taken`,
    )
  }
  return value.map((one: unknown, at) => read(one, `${name}[${at}]`))
}

function readTopics(value: unknown, name: string): readonly (readonly Hex[])[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > MAX_TOPICS) {
    throw mustBe(name, `a list of at most ${MAX_TOPICS} entries`, value)
  }
  return value.map((one: unknown, at) => readAlternatives(one, `${name}[${at}]`, readHash))
}
