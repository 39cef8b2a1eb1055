import { Interface } from 'ethers'
import {
  decodeErrorResult,
  decodeEventLog,
  encodeEventTopics,
  encodeFunctionData,
  parseAbi,
  toEventSelector,
  toFunctionSelector,
} from 'viem'
import { describe, expect, it } from 'vitest'
import { toAddress } from '../address.ts'
import { AssertionError } from '../assert.ts'
import { toHex } from '../hex.ts'
import { encodeEvent, parseAbiEvent } from './abi-event.ts'
import {
  encodeCall,
  encodeError,
  eventTopic,
  functionSelector,
  parseAbiSignature,
  readSelector,
} from './abi-signature.ts'
import { parseAbiType, parseAbiTypes } from './abi-type.ts'

const ALICE = toAddress(`0x${'a1'.repeat(20)}`)
const BOB = toAddress(`0x${'b0'.repeat(20)}`)

describe('selectors and topics', () => {
  it.each([
    ['createStake(string,uint256,uint32,bool,uint8[])', 0xa3d374c4],
    ['candidateActivate(uint64)', 0xef68b1a4],
    ['candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])', 0xbee5f7b7],
    ['confirmCandidateDeactivation()', 0x14003206],
    ['transfer(address,uint256)', 0xa9059cbb],
    [
      'f((uint64,(address,bool)[2])[],bytes32)',
      Number(toFunctionSelector('f((uint64,(address,bool)[2])[],bytes32)')),
    ],
  ])('%s', (signature, selector) => {
    expect(functionSelector(signature)).toBe(selector)
    expect(functionSelector(signature)).toBe(Number(toFunctionSelector(signature)))
  })

  it('reads a selector from call data', () => {
    expect(readSelector(Uint8Array.of(0xa3, 0xd3, 0x74, 0xc4, 1))).toBe(0xa3d374c4)
    expect(readSelector(Uint8Array.of(255, 255, 255, 255))).toBe(0xffff_ffff)
    expect(readSelector(Uint8Array.of(0, 0, 0, 1))).toBe(1)
    expect(readSelector(Uint8Array.of(1, 2, 3))).toBeUndefined()
    expect(readSelector(new Uint8Array(0))).toBeUndefined()
  })

  it.each([
    [
      'Staked(address,address,uint64,uint256,uint32,bool)',
      '0x22e58ff0ddbb59c2141e87863c3a83f087698bb21b388be5dce2b696bbd2e5f3',
    ],
    [
      'CandidateRegistered(address,address,address,string,address,bytes)',
      '0x48abaaf82f447d8dd05ea2007853e813ff0868d0db4505dae2d2211e080503d9',
    ],
    ['Nothing()', toEventSelector('Nothing()')],
  ])('%s', (signature, topic) => {
    expect(eventTopic(signature)).toBe(topic)
    expect(eventTopic(signature)).toBe(topic)
  })
})

describe('types that are not canonical', () => {
  it.each([
    'uint',
    'int',
    'uint0',
    'uint7',
    'uint08',
    'uint264',
    'bytes0',
    'bytes33',
    'bytes032',
    'bool8',
    'string1',
    'address payable',
    'Uint256',
    '',
    '()',
    '(uint8',
    'uint8)',
    '(uint8,)',
    '(,uint8)',
    'uint8[',
    'uint8]',
    'uint8[0]',
    'uint8[-1]',
    'uint8[01]',
    'uint8[4097]',
    'uint8[99999999999999999999]',
    'uint8 []',
    'uint8[]x',
    'tuple(uint8)',
    '(((((((((uint8)))))))))',
    'uint8[][][][][][][][][]',
  ])('%s', (text) => {
    expect(() => parseAbiType(text)).toThrow(AssertionError)
  })

  it.each(['f', '(uint8)', 'f(uint8', 'f(uint8)[]', 'f(uint8)(uint8)', 'f(uint8,)', 'f(uint)'])(
    'signature %s',
    (text) => {
      expect(() => parseAbiSignature(text)).toThrow(AssertionError)
      expect(() => eventTopic(text)).toThrow(AssertionError)
    },
  )

  it('takes nesting at the limit', () => {
    expect(parseAbiType('((((((((uint8))))))))').text).toBe('((((((((uint8))))))))')
    expect(parseAbiType('uint8[][][][][][][][]').kind).toBe('array')
    expect(parseAbiType('uint8[4096]').headBytes).toBe(4096 * 32)
  })

  it('parses a list once', () => {
    const types = parseAbiTypes('uint64,(address,bool)[2],string')
    expect(types.map((type) => [type.text, type.dynamic, type.headBytes])).toEqual([
      ['uint64', false, 32],
      ['(address,bool)[2]', false, 128],
      ['string', true, 32],
    ])
    expect(parseAbiTypes('uint64,(address,bool)[2],string')).toBe(types)
    expect(parseAbiTypes('')).toEqual([])
  })
})

describe('errors and calls', () => {
  const abi = parseAbi([
    'error NoSuchBucket(uint64 index)',
    'error NotOwner(uint64 index, address owner, string reason)',
    'error Nothing()',
    'function createStake(string candName, uint256 amount, uint32 duration, bool autoStake, uint8[] data)',
  ])

  it('viem decodes our errors', () => {
    const one = encodeError('NoSuchBucket(uint64)', [7])
    expect(decodeErrorResult({ abi, data: toHex(one) })).toMatchObject({
      errorName: 'NoSuchBucket',
      args: [7n],
    })
    const two = encodeError('NotOwner(uint64,address,string)', [7n, ALICE, 'not yours'])
    expect(decodeErrorResult({ abi, data: toHex(two) }).args?.[2]).toBe('not yours')
    const none = encodeError('Nothing()', [])
    expect(toHex(none)).toBe(toFunctionSelector('Nothing()'))
  })

  it('viem and ethers make the same call', () => {
    const values = ['robot', 10n ** 20n, 91, true, [1, 2, 255]] as const
    const ours = encodeCall('createStake(string,uint256,uint32,bool,uint8[])', [
      ...(values.slice(0, 4) as [string, bigint, number, boolean]),
      Uint8Array.of(1, 2, 255),
    ])
    expect(toHex(ours)).toBe(encodeFunctionData({ abi, functionName: 'createStake', args: values }))
    expect(toHex(ours)).toBe(
      new Interface([
        'function createStake(string,uint256,uint32,bool,uint8[])',
      ]).encodeFunctionData('createStake', [...values]),
    )
  })

  it('values that do not fit their type stop the program', () => {
    const rows: readonly [
      string,
      readonly never[] | readonly (string | number | bigint | boolean | Uint8Array)[],
    ][] = [
      ['f(uint8)', [256]],
      ['f(uint8)', [-1]],
      ['f(uint64)', [-1]],
      ['f(uint64)', [1n << 64n]],
      ['f(uint256)', [1n << 256n]],
      ['f(uint256)', [1.5]],
      ['f(uint256)', [2 ** 53]],
      ['f(uint256)', ['1']],
      ['f(int8)', [128]],
      ['f(bool)', [1]],
      ['f(address)', ['0x00']],
      ['f(address)', ['alice']],
      ['f(bytes4)', [new Uint8Array(5)]],
      ['f(string)', [new Uint8Array(5)]],
      ['f(uint8[2])', [Uint8Array.of(1)]],
      ['f(uint8[])', ['0x01']],
      ['f(uint8)', []],
      ['f()', [1]],
    ]
    for (const [signature, values] of rows) {
      expect(() => encodeCall(signature, values), signature).toThrow(AssertionError)
    }
  })
})

describe('events', () => {
  const abi = parseAbi([
    'event Staked(address indexed voter, address indexed candidate, uint64 bucketIndex, uint256 amount, uint32 duration, bool autoStake)',
    'event Named(string indexed name, uint64 indexed index, bool indexed flag, bytes data)',
    'event Plain()',
  ])

  it('viem decodes our logs', () => {
    const staked = parseAbiEvent(
      'Staked(address indexed,address indexed,uint64,uint256,uint32,bool)',
    )
    expect(staked.signature).toBe('Staked(address,address,uint64,uint256,uint32,bool)')
    const log = encodeEvent(staked, [ALICE, BOB, 3, 10n ** 18n, 91, true])
    const decoded = decodeEventLog({
      abi,
      topics: log.topics as [`0x${string}`],
      data: toHex(log.data),
    })
    expect(decoded.eventName).toBe('Staked')
    expect(decoded.args).toMatchObject({
      bucketIndex: 3n,
      amount: 10n ** 18n,
      duration: 91,
      autoStake: true,
    })
    expect(log.topics).toEqual(
      encodeEventTopics({ abi, eventName: 'Staked', args: { voter: ALICE, candidate: BOB } }),
    )
  })

  it.each([0, 1, 0xff_ffff, 0x100_0000, Number.MAX_SAFE_INTEGER])('indexes %i', (index) => {
    const named = parseAbiEvent('Named(string indexed,uint64 indexed,bool indexed,bytes)')
    const log = encodeEvent(named, ['robot', index, true, new Uint8Array(3)])
    expect(log.topics).toEqual(
      encodeEventTopics({
        abi,
        eventName: 'Named',
        args: { name: 'robot', index: BigInt(index), flag: true },
      }),
    )
    const again = encodeEvent(named, ['robot', BigInt(index), true, new Uint8Array(3)])
    expect(again.topics).toEqual(log.topics)
  })

  it('indexes small types up to their limit', () => {
    const small = parseAbiEvent('Small(uint8 indexed,int16 indexed,bytes2 indexed)')
    const log = encodeEvent(small, [255, -1, Uint8Array.of(1, 2)])
    expect(log.topics.slice(1)).toEqual([
      `0x${'ff'.padStart(64, '0')}`,
      `0x${'f'.repeat(64)}`,
      `0x${'0102'.padEnd(64, '0')}`,
    ])
    expect(() => encodeEvent(small, [256, 0, Uint8Array.of(1, 2)])).toThrow(AssertionError)
    expect(() => encodeEvent(small, [0.5, 0, Uint8Array.of(1, 2)])).toThrow(AssertionError)
    expect(() => encodeEvent(small, [0, 0])).toThrow(AssertionError)
  })

  it('has no topics but the first, and no data, without parameters', () => {
    const log = encodeEvent(parseAbiEvent('Plain()'), [])
    expect(log).toEqual({ topics: [eventTopic('Plain()')], data: new Uint8Array(0) })
  })

  it.each([
    'E(uint8 indexed,uint8 indexed,uint8 indexed,uint8 indexed)',
    'E(uint8 index)',
    'E(uint8  indexed)',
    'E(uint8 indexed name)',
    'E',
  ])('refuses %s', (text) => {
    expect(() => parseAbiEvent(text)).toThrow(AssertionError)
  })
})
