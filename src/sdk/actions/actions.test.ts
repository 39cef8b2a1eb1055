import {
  encodeErrorResult,
  type Hex,
  parseTransaction,
  recoverTransactionAddress,
  toHex,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { stakingAbi } from '../abi/staking-abi.ts'
import { SYSTEM_ADDRESSES } from '../addresses.ts'
import { bouleDevnet } from '../chains.ts'
import { createMockClient, MOCK_ACCOUNT, MockRpcError } from '../mock-node.fixture.ts'
import { SdkError } from '../sdk-error.ts'
import { walletActionsBoule } from '../wallet-actions.ts'

const ALICE = '0x1111111111111111111111111111111111111111'
const BOB = '0x2222222222222222222222222222222222222222'
const COIN = 10n ** 18n
const KEY48 = `0x${'0a'.repeat(48)}` as const
const KEY32 = `0x${'0b'.repeat(32)}` as const
const ZERO = `0x${'00'.repeat(20)}`
const ZERO_HASH = new Uint8Array(32)
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.slice(2), 'hex'))

type Actions = ReturnType<typeof walletActionsBoule>
type Call = (actions: Actions) => Promise<Hex>

/** Each action, and the call that the protocol's own encoder makes of the same arguments. */
const ROWS: readonly (readonly [
  name: keyof Actions,
  call: Call,
  to: string,
  expected: Uint8Array | undefined,
  valueRau: bigint,
])[] = [
  [
    'createStake',
    (a) =>
      a.createStake({
        delegate: 'alpha',
        amountRau: 5n * COIN,
        durationDays: 91,
        autoStake: true,
        payload: Uint8Array.of(1, 2),
      }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('createStake(string,uint256,uint32,bool,uint8[])', [
      'alpha',
      5n * COIN,
      91,
      true,
      [1, 2],
    ]),
    0n,
  ],
  [
    'unstake',
    (a) => a.unstake({ bucketIndex: 3 }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('unstake(uint64,uint8[])', [3, []]),
    0n,
  ],
  [
    'withdrawStake',
    (a) => a.withdrawStake({ bucketIndex: 3 }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('withdrawStake(uint64,uint8[])', [3, []]),
    0n,
  ],
  [
    'restake',
    (a) => a.restake({ bucketIndex: 3, durationDays: 7, autoStake: false }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('restake(uint64,uint32,bool,uint8[])', [3, 7, false, []]),
    0n,
  ],
  [
    'depositToStake',
    (a) => a.depositToStake({ bucketIndex: 3, amountRau: COIN }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('depositToStake(uint64,uint256,uint8[])', [3, COIN, []]),
    0n,
  ],
  [
    'changeCandidate',
    (a) => a.changeCandidate({ bucketIndex: 3, delegate: 'beta' }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('changeCandidate(string,uint64,uint8[])', ['beta', 3, []]),
    0n,
  ],
  [
    'transferStake',
    (a) => a.transferStake({ bucketIndex: 3, owner: ALICE }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('transferStake(address,uint64,uint8[])', [ALICE, 3, []]),
    0n,
  ],
  [
    'endorseCandidate',
    (a) => a.endorseCandidate({ bucketIndex: 3 }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('endorseCandidate(uint64)', [3]),
    0n,
  ],
  [
    'announceEndorsementEnd',
    (a) => a.announceEndorsementEnd({ bucketIndex: 3 }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('intentToRevokeEndorsement(uint64)', [3]),
    0n,
  ],
  [
    'revokeEndorsement',
    (a) => a.revokeEndorsement({ bucketIndex: 3 }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('revokeEndorsement(uint64)', [3]),
    0n,
  ],
  [
    'registerDelegate',
    (a) =>
      a.registerDelegate({
        name: 'alpha',
        operator: ALICE,
        reward: BOB,
        owner: ALICE,
        amountRau: COIN,
        durationDays: 91,
        autoStake: true,
      }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('candidateRegister(string,address,address,address,uint256,uint32,bool,uint8[])', [
      'alpha',
      ALICE,
      BOB,
      ALICE,
      COIN,
      91,
      true,
      [],
    ]),
    0n,
  ],
  [
    'registerDelegate',
    (a) =>
      a.registerDelegate({
        name: 'alpha',
        operator: ALICE,
        reward: BOB,
        owner: ALICE,
        amountRau: COIN,
        durationDays: 91,
        autoStake: true,
        blsKey: KEY48,
      }),
    SYSTEM_ADDRESSES.staking,
    encodeCall(
      'candidateRegisterWithBLS(string,address,address,address,uint32,bool,bytes,uint8[])',
      ['alpha', ALICE, BOB, ALICE, 91, true, bytes(KEY48), []],
    ),
    COIN,
  ],
  [
    'updateDelegate',
    (a) => a.updateDelegate({ reward: BOB }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('candidateUpdate(string,address,address)', ['', ZERO, BOB]),
    0n,
  ],
  [
    'activateDelegate',
    (a) => a.activateDelegate({ bucketIndex: 3 }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('candidateActivate(uint64)', [3]),
    0n,
  ],
  [
    'transferDelegate',
    (a) => a.transferDelegate({ owner: BOB }),
    SYSTEM_ADDRESSES.staking,
    encodeCall('candidateTransferOwnership(address,uint8[])', [BOB, []]),
    0n,
  ],
  [
    'requestExit',
    (a) => a.requestExit(),
    SYSTEM_ADDRESSES.staking,
    encodeCall('requestCandidateDeactivation()', []),
    0n,
  ],
  [
    'confirmExit',
    (a) => a.confirmExit(),
    SYSTEM_ADDRESSES.staking,
    encodeCall('confirmCandidateDeactivation()', []),
    0n,
  ],
  [
    'setConsensusKey',
    (a) => a.setConsensusKey({ publicKey: KEY32, proof: KEY48 }),
    SYSTEM_ADDRESSES.delegates,
    encodeCall('setConsensusKey(bytes,bytes)', [bytes(KEY32), bytes(KEY48)]),
    0n,
  ],
  [
    'setBlsKey',
    (a) => a.setBlsKey({ publicKey: KEY48, proof: KEY32 }),
    SYSTEM_ADDRESSES.delegates,
    encodeCall('setBlsKey(bytes,bytes)', [bytes(KEY48), bytes(KEY32)]),
    0n,
  ],
  [
    'setProfile',
    (a) =>
      a.setProfile({ displayName: 'Alpha', links: ['https://a.example'], epochCommissionBps: 500 }),
    SYSTEM_ADDRESSES.delegates,
    encodeCall(
      'setProfile(string,string,string,string,bytes32,bytes32,string[],uint16,uint16,uint16)',
      ['Alpha', '', '', '', ZERO_HASH, ZERO_HASH, ['https://a.example'], 0, 500, 0],
    ),
    0n,
  ],
  [
    'claim',
    (a) => a.claim({ amountRau: COIN }),
    SYSTEM_ADDRESSES.rewarding,
    encodeCall('claim(uint256,uint8[])', [COIN, []]),
    0n,
  ],
  [
    'claimFor',
    (a) => a.claimFor({ amountRau: COIN, reward: ALICE }),
    SYSTEM_ADDRESSES.rewarding,
    encodeCall('claimFor(uint256,string,uint8[])', [COIN, ALICE, []]),
    0n,
  ],
  [
    'depositToFund',
    (a) => a.depositToFund({ amountRau: COIN }),
    SYSTEM_ADDRESSES.rewarding,
    encodeCall('deposit(uint256,uint8[])', [COIN, []]),
    0n,
  ],
  ['sendCoins', (a) => a.sendCoins({ to: ALICE, amountRau: COIN }), ALICE, undefined, COIN],
]

describe('every action', () => {
  test.each(ROWS)(
    '%s sends the call that the protocol reads',
    async (_, call, to, expected, valueRau) => {
      const { client, requests } = createMockClient()
      expect(await call(walletActionsBoule(client))).toBe(`0x${'ab'.repeat(32)}`)
      const sent = requests.find((one) => one.method === 'eth_sendRawTransaction')
        ?.params[0] as `0x02${string}`
      const transaction = parseTransaction(sent)
      expect(transaction.to).toBe(to)
      expect(transaction.data).toBe(expected === undefined ? undefined : toHex(expected))
      expect(transaction.value ?? 0n).toBe(valueRau)
      expect(transaction.chainId).toBe(bouleDevnet.id)
      expect(transaction.nonce).toBe(7)
      expect(transaction.gas).toBe(10_000n)
      expect(await recoverTransactionAddress({ serializedTransaction: sent })).toBe(
        MOCK_ACCOUNT.address,
      )
    },
  )

  test('is in the table above', () => {
    const { client } = createMockClient()
    expect(Object.keys(walletActionsBoule(client)).toSorted()).toEqual(
      [...new Set(ROWS.map(([name]) => name))].toSorted(),
    )
  })
})

describe('an action', () => {
  const refusal = encodeErrorResult({
    abi: stakingAbi,
    errorName: 'NotBucketOwner',
    args: [3n, ALICE],
  })

  test('that would be refused is not sent, and the error says why', async () => {
    const { client, requests } = createMockClient({
      eth_estimateGas: () => {
        throw new MockRpcError(3, 'execution reverted', refusal)
      },
    })
    const error = await walletActionsBoule(client)
      .unstake({ bucketIndex: 3 })
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SdkError)
    expect(error).toMatchObject({
      code: 'refused',
      message: `Bucket 3 belongs to ${ALICE}, and only its owner may do this.`,
      details: {
        refusal: { name: 'NotBucketOwner', code: 203, values: [3n, ALICE], data: refusal },
      },
    })
    expect(requests.map((one) => one.method)).not.toContain('eth_sendRawTransaction')
  })

  test('with a gas limit of its own is not estimated', async () => {
    const { client, requests } = createMockClient()
    await walletActionsBoule(client).unstake({ bucketIndex: 3, gas: 50_000n, nonce: 1 })
    expect(requests.map((one) => one.method)).not.toContain('eth_estimateGas')
    const sent = requests.find((one) => one.method === 'eth_sendRawTransaction')
      ?.params[0] as `0x02${string}`
    expect(parseTransaction(sent)).toMatchObject({ gas: 50_000n, nonce: 1 })
  })

  test('without an account says so', async () => {
    const { client } = createMockClient()
    const { account: _, ...without } = client
    const error = await walletActionsBoule(without as never)
      .unstake({ bucketIndex: 3 })
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'SdkError', code: 'no-account' })
  })

  test('that fails for another reason passes the error on', async () => {
    const { client } = createMockClient({
      eth_sendRawTransaction: () => {
        throw new MockRpcError(-32000, 'nonce too low')
      },
    })
    const error = await walletActionsBoule(client)
      .unstake({ bucketIndex: 3 })
      .catch((reason: unknown) => reason)
    expect(error).not.toBeInstanceOf(SdkError)
    expect(String(error)).toContain('nonce')
  })
})
