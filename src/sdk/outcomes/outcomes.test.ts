import { type Abi, type AbiParameter, encodeErrorResult } from 'viem'
import { describe, expect, test } from 'vitest'
import { refuse } from '#protocol/outcome.ts'
import { WITHDRAWN_TOO_EARLY } from '#protocol/staking/status.ts'
import { toHex } from '#base/hex.ts'
import { bouleAbi } from '../abi/boule-abi.ts'
import { createMockClient } from '../mock-node.fixture.ts'
import { publicActionsBoule } from '../public-actions.ts'
import { decodeRefusal } from './decode-refusal.ts'
import { findRefusal } from './find-refusal.ts'

const ADDRESS = '0x1111111111111111111111111111111111111111'

function sampleOf(parameter: AbiParameter): unknown {
  switch (parameter.type) {
    case 'address':
      return ADDRESS
    case 'string':
      return 'sample'
    case 'bytes4':
      return '0x12345678'
    case 'uint8':
      return 1
    case 'bytes32':
      return `0x${'12'.repeat(32)}`
    case 'uint16':
    case 'uint32':
      return 12
    default:
      return 1_700_000_000n
  }
}

const errors = (bouleAbi as Abi).filter((item) => item.type === 'error')

describe('decodeRefusal', () => {
  test.each(errors.map((item) => [item.name, item] as const))(
    '%s gives one plain sentence with its values',
    (name, item) => {
      const values = item.inputs.map(sampleOf)
      const data = encodeErrorResult({ abi: [item], errorName: name, args: values })
      const refusal = decodeRefusal(data)
      expect(refusal).toMatchObject({ name, values, data })
      expect(refusal?.code).toBeGreaterThan(0)
      expect(refusal?.sentence).toMatch(/^["A-Z0-9].{15,}\.$/)
      expect(refusal?.sentence).not.toMatch(/undefined|\[object|NaN|\n/)
      if (values.includes(ADDRESS)) expect(refusal?.sentence).toContain(ADDRESS)
    },
  )

  test('reads what the protocol encodes', () => {
    const data = toHex(refuse(WITHDRAWN_TOO_EARLY, 7, 1_700_000_000).data)
    expect(decodeRefusal(data)).toMatchObject({
      name: 'WithdrawnTooEarly',
      code: 209,
      values: [7n, 1_700_000_000n],
      sentence: 'The wait after unstaking bucket 7 is over at 2023-11-14 22:13:20 UTC.',
    })
  })

  test.each(['0x', '0x12345678', `0x08c379a0${'00'.repeat(64)}`] as const)(
    'knows nothing of %s',
    (data) => {
      expect(decodeRefusal(data)).toBeUndefined()
    },
  )
})

describe('findRefusal', () => {
  const data = toHex(refuse(WITHDRAWN_TOO_EARLY, 7, 1).data)
  test.each<readonly [string, unknown]>([
    ['at the top', { data }],
    ['in an object, as ethers has it', { data: { data } }],
    [
      'inside causes',
      new Error('a', { cause: new Error('b', { cause: Object.assign(new Error('c'), { data }) }) }),
    ],
  ])('finds it %s', (_, error) => {
    expect(findRefusal(error)?.name).toBe('WithdrawnTooEarly')
  })

  test.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['a text', 'x'],
    ['an error without data', new Error('x')],
    ['data that is no error of ours', { data: '0x12345678' }],
  ])('finds none in %s', (_, error) => {
    expect(findRefusal(error)).toBeUndefined()
  })

  test('ends where causes go in a circle', () => {
    const error: { cause?: unknown } = {}
    error.cause = error
    expect(findRefusal(error)).toBeUndefined()
  })
})

describe('waitForOutcome', () => {
  const hash = `0x${'ab'.repeat(32)}` as const
  const receipt = {
    transactionHash: hash,
    blockHash: hash,
    blockNumber: '0x9',
    transactionIndex: '0x0',
    gasUsed: '0x2710',
    cumulativeGasUsed: '0x2710',
    effectiveGasPrice: '0xe8d4a51000',
    from: ADDRESS,
    to: ADDRESS,
    logs: [],
    status: '0x1',
    type: '0x2',
  }

  test('says that it was done', async () => {
    const { client } = createMockClient({
      eth_getTransactionReceipt: () => receipt,
      eth_blockNumber: () => '0x9',
    })
    const outcome = await publicActionsBoule(client).waitForOutcome({ hash })
    expect(outcome).toMatchObject({ done: true, events: [], refusal: undefined })
  })

  test('says why it was refused', async () => {
    const { client } = createMockClient({
      eth_getTransactionReceipt: () => ({
        ...receipt,
        status: '0x0',
        revertReason: toHex(refuse(WITHDRAWN_TOO_EARLY, 7, 1).data),
        outcomeCode: 209,
      }),
      eth_blockNumber: () => '0x9',
    })
    const outcome = await publicActionsBoule(client).waitForOutcome({ hash })
    expect(outcome).toMatchObject({
      done: false,
      refusal: { name: 'WithdrawnTooEarly', code: 209 },
    })
  })
})
