import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '#base/hex.ts'
import { encodeRequest, type Method } from './abci-client.fixture.ts'
import { GO_MESSAGES } from './go-messages.fixture.ts'
import { type AbciAnswer, type AbciRequest, decodeRequest, encodeAnswer } from './messages.ts'
import {
  fromFinalizeBlock,
  fromInitChain,
  fromPrepareProposal,
  fromProcessProposal,
  toFinalizeBlockAnswer,
  toInitChainAnswer,
} from './translate.ts'

const TIME_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const [ALICE, BOB, CAROL] = ['A1', 'B2', 'C3'].map((byte) => byte.repeat(20)) as [
  string,
  string,
  string,
]
const TXS = [Uint8Array.of(1, 2, 3), new Uint8Array(0), Uint8Array.of(4)]
const COMMIT = {
  round: 2,
  votes: [
    { validator: ALICE, flag: 'absent' },
    { validator: BOB, flag: 'commit' },
    { validator: CAROL, flag: 'nil' },
  ],
}
const HEADER = {
  height: 8,
  timeMs: TIME_MS,
  proposerAddress: CAROL,
  misbehavior: [
    { type: 'duplicate-vote', validator: ALICE, height: 6, timeMs: TIME_MS },
    { type: 'light-client-attack', validator: BOB, height: 5, timeMs: TIME_MS },
  ],
}

function decodeGo<M extends Method>(name: keyof typeof GO_MESSAGES, method: M): AbciRequest<M> {
  const request = decodeRequest(fromHex(`0x${GO_MESSAGES[name]}`))
  expect(request.case).toBe(method)
  return request as AbciRequest<M>
}

describe('what CometBFT asks is understood', () => {
  test('InitChain', () => {
    expect(fromInitChain(decodeGo('initChain', 'initChain'))).toEqual({
      timeMs: TIME_MS,
      chainId: 'boule-1',
      initialHeight: 1,
    })
  })
  test('PrepareProposal', () => {
    expect(fromPrepareProposal(decodeGo('prepareProposal', 'prepareProposal'))).toEqual({
      ...HEADER,
      maxTxBytes: 5_000,
      localLastCommit: COMMIT,
    })
  })
  test('ProcessProposal', () => {
    expect(fromProcessProposal(decodeGo('processProposal', 'processProposal'))).toEqual({
      ...HEADER,
      txs: TXS,
      proposedLastCommit: COMMIT,
    })
  })
  test('FinalizeBlock', () => {
    expect(fromFinalizeBlock(decodeGo('finalizeBlock', 'finalizeBlock'))).toEqual({
      ...HEADER,
      hash: new Uint8Array(32).fill(5),
      txs: TXS,
      decidedLastCommit: COMMIT,
    })
  })
  test('FinalizeBlock of the first block', () => {
    expect(fromFinalizeBlock(decodeGo('firstBlock', 'finalizeBlock'))).toMatchObject({
      height: 1,
      txs: [],
      decidedLastCommit: { round: 0, votes: [] },
      misbehavior: [],
    })
  })
})

describe('answers are the bytes that CometBFT itself would write', () => {
  const updates = [
    { publicKey: new Uint8Array(32).fill(9), power: 1_000_000_000 },
    { publicKey: new Uint8Array(32).fill(8), power: 0 },
  ]
  const appHash = new Uint8Array(32).fill(6)
  const txResults = [
    { code: 0, data: new Uint8Array(0), gasWanted: 0, gasUsed: 0 },
    { code: 7, data: Uint8Array.of(1, 2), gasWanted: 30_000, gasUsed: 21_000 },
  ]
  test.each<readonly [keyof typeof GO_MESSAGES, AbciAnswer]>([
    [
      'finalizeBlockAnswer',
      {
        case: 'finalizeBlock',
        value: toFinalizeBlockAnswer({ txResults, validatorUpdates: updates, appHash }),
      },
    ],
    [
      'initChainAnswer',
      {
        case: 'initChain',
        value: toInitChainAnswer({ validators: updates.slice(0, 1), appHash }),
      },
    ],
    ['commitAnswer', { case: 'commit', value: { retainHeight: 12n } }],
    ['insertTxAnswer', { case: 'insertTx', value: { code: 32_000 } }],
    ['reapTxsAnswer', { case: 'reapTxs', value: { txs: TXS } }],
  ])('%s', (name, answer) => {
    expect(toHex(encodeAnswer(answer))).toBe(`0x${GO_MESSAGES[name]}`)
  })
})

test('fields of the future are left alone', () => {
  // Field 15 of the request, beside the method.
  const bytes = Uint8Array.from([...fromHex(`0x${GO_MESSAGES.firstBlock}`), (15 << 3) | 0, 1])
  expect(() => decodeRequest(bytes)).toThrow('no protobuf message')
  const later = Uint8Array.from([...fromHex(`0x${GO_MESSAGES.firstBlock}`), 0xf8, 0x0f, 1])
  expect(decodeRequest(later).case).toBe('finalizeBlock')
})

test.each([
  [0, 0],
  [0, 999_999],
  [1, 1_000_000],
  [999, 999_999_999],
])('a time is cut to the millisecond: %i ms of %i ns', (timeMs, nanos) => {
  const bytes = encodeRequest('initChain', { time: { seconds: 7n, nanos } }).subarray(1)
  const request = decodeRequest(bytes) as AbciRequest<'initChain'>
  expect(fromInitChain(request).timeMs).toBe(7_000 + timeMs)
})
