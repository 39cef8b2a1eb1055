import { concatBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { encodeRlp, integerBytes, type RlpItem } from '#base/rlp.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import type { TransactionFields } from '#base/transaction.ts'
import {
  signedTransfer,
  TEST_ACCOUNTS,
  TEST_BALANCE_RAU,
  TEST_CHAIN_ID,
  type TestAccount,
} from '#node/test-network.fixture.ts'
import { SUBMISSION_CODES } from '#rpc/submission-codes.ts'
import { startTestNode, type TestNode } from '../clients/network.fixture.ts'
import { ask, resultOf, wordOf } from './ask.ts'
import type { ErrorTable, Scenario } from './error-table.ts'
import { withOutlivingServer } from './outliving-server.ts'

type Six<T> = readonly [T, T, T, T, T, T]

/** Alice's next nonce stays 0; each of the others sends in one scenario. */
const [alice, bob, carol, dave, erin, frank] = TEST_ACCOUNTS as unknown as Six<TestAccount>
const MAX_POOLED = 2
const NONE = new Uint8Array(0)
const TOO_LARGE = integerBytes(2n ** 53n)
const { r: R, s: S } = signDigest(keccak256(NONE), alice.privateKey)

/** The fields of a transaction of type 2, in order. */
const FIELDS: Readonly<Record<string, RlpItem>> = {
  chainId: integerBytes(TEST_CHAIN_ID),
  nonce: NONE,
  tip: integerBytes(1),
  feeCap: integerBytes(1),
  gasLimit: integerBytes(10_000),
  to: new Uint8Array(20).fill(0x11),
  value: NONE,
  data: NONE,
  accessList: [],
  yParity: NONE,
  r: R,
  s: S,
}

/** Such a transaction with some fields replaced, behind the byte of its type. */
function encoded(change: Readonly<Record<string, RlpItem>>, type = 2): Uint8Array {
  const list = encodeRlp(Object.values({ ...FIELDS, ...change }))
  return concatBytes(Uint8Array.of(type), list)
}

/** A legacy transaction from before EIP-155. */
function encodedLegacy(): Uint8Array {
  const { nonce, feeCap, gasLimit, to, value, data, r, s } = FIELDS as Readonly<
    Record<'nonce' | 'feeCap' | 'gasLimit' | 'to' | 'value' | 'data' | 'r' | 's', RlpItem>
  >
  return encodeRlp([nonce, feeCap, gasLimit, to, value, data, integerBytes(27), r, s])
}

async function submit(url: string, raw: Uint8Array): Promise<string> {
  return wordOf(await ask(url, 'eth_sendRawTransaction', toHex(raw)))
}

/** Hands in all, in order; all but the last are taken, and leave the pool in a block afterwards. */
function submitted(...raws: readonly Uint8Array[]): Scenario<TestNode> {
  return async ({ node }) => {
    const last = raws.at(-1) ?? NONE
    for (const raw of raws.slice(0, -1)) {
      await resultOf(node.rpcUrl, 'eth_sendRawTransaction', toHex(raw))
    }
    const word = await submit(node.rpcUrl, last)
    await resultOf(node.rpcUrl, 'evm_mine')
    return word
  }
}

function transfer(fields: Partial<TransactionFields>, nonce = 0, from = alice): Uint8Array {
  return signedTransfer(from, nonce, fields)
}

const submitUsedNonce: Scenario<TestNode> = async ({ node }) => {
  await resultOf(node.rpcUrl, 'eth_sendRawTransaction', toHex(transfer({}, 0, dave)))
  await resultOf(node.rpcUrl, 'evm_mine')
  return submit(node.rpcUrl, transfer({ valueRau: 0n }, 0, dave))
}

function submitWhenStopped(): Promise<string> {
  return withOutlivingServer(async ({ node, url }) => {
    await node.stop()
    return submit(url, transfer({}))
  })
}

export const REFUSED_TRANSACTION_TABLE: ErrorTable<TestNode> = {
  heading: 'Refused transactions',
  codes: SUBMISSION_CODES.map(({ code }) => code),
  start: () => startTestNode({ blockMode: 'manual', pool: { maxTransactions: MAX_POOLED } }),
  scenarios: {
    empty: submitted(NONE),
    oversized: submitted(new Uint8Array(65_537)),
    'unknown-type': submitted(encoded({}, 5)),
    'unsupported-type': submitted(encoded({}, 3)),
    malformed: submitted(encoded({}).subarray(0, 40)),
    'bad-recipient': submitted(encoded({ to: new Uint8Array(19) })),
    'no-chain-id': submitted(encodedLegacy()),
    'chain-id-too-large': submitted(encoded({ chainId: TOO_LARGE })),
    'nonce-too-large': submitted(encoded({ nonce: TOO_LARGE })),
    'gas-limit-too-large': submitted(encoded({ gasLimit: TOO_LARGE })),
    'tip-above-fee-cap': submitted(encoded({ tip: integerBytes(2) })),
    'bad-signature': submitted(encoded({ r: NONE })),
    'high-s': submitted(encoded({ s: new Uint8Array(32).fill(0xaa) })),
    'wrong-chain-id': submitted(transfer({ chainId: 1 })),
    refused: submitted(transfer({ to: undefined })),
    'gas-too-low': submitted(transfer({ gasLimit: 9_999 })),
    'gas-too-high': submitted(transfer({ gasLimit: 1_000_000_000 })),
    underpriced: submitted(transfer({ maxFeePerGasRau: 1n })),
    'nonce-too-high': submitted(transfer({}, 64)),
    'insufficient-funds': submitted(transfer({ valueRau: TEST_BALANCE_RAU })),
    'nonce-too-low': submitUsedNonce,
    'already-known': submitted(transfer({}, 0, bob), transfer({}, 0, bob)),
    'replacement-underpriced': submitted(
      transfer({}, 0, carol),
      transfer({ valueRau: 0n }, 0, carol),
    ),
    'pool-full': submitted(transfer({}, 0, erin), transfer({}, 0, frank), transfer({}, 0, alice)),
    unavailable: submitWhenStopped,
  },
}
