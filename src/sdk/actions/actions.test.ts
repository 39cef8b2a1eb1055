import {
  encodeErrorResult,
  type Hex,
  parseTransaction,
  recoverTransactionAddress,
  toHex,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { encodePayload } from '#protocol/governance/payload.ts'
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

type Row = readonly [
  name: keyof Actions,
  call: Call,
  to: string,
  expected: Uint8Array | undefined,
  valueRau: bigint,
]

const ROOT = `0x${'0c'.repeat(32)}` as const
const GOVERNANCE = SYSTEM_ADDRESSES.governance
const DIRECTIVE = { kind: 'directive', assignee: BOB, dueEpochs: 4 } as const
const DIRECTIVE_BYTES = encodePayload({ ...DIRECTIVE, assignee: toAddress(BOB) })

const GOVERNANCE_ROWS: readonly Row[] = [
  [
    'propose',
    (a) => a.propose({ title: 'One', text: 'Two', payload: DIRECTIVE, depositRau: 7n }),
    GOVERNANCE,
    encodeCall('propose(uint8,string,string,bytes)', [0, 'One', 'Two', DIRECTIVE_BYTES]),
    7n,
  ],
  [
    'reviseProposal',
    (a) => a.reviseProposal({ proposal: 5, title: 'One', text: 'Two', payload: DIRECTIVE }),
    GOVERNANCE,
    encodeCall('revise(uint64,uint8,string,string,bytes)', [5, 0, 'One', 'Two', DIRECTIVE_BYTES]),
    0n,
  ],
  [
    'withdrawProposal',
    (a) => a.withdrawProposal({ proposal: 5 }),
    GOVERNANCE,
    encodeCall('withdraw(uint64)', [5]),
    0n,
  ],
  [
    'supportProposal',
    (a) => a.supportProposal({ proposal: 5, root: ROOT, editorial: true }),
    GOVERNANCE,
    encodeCall('support(uint64,bytes32,bool)', [5, bytes(ROOT), true]),
    0n,
  ],
  [
    'supportProposal',
    (a) => a.supportProposal({ proposal: 5, root: ROOT }),
    GOVERNANCE,
    encodeCall('support(uint64,bytes32,bool)', [5, bytes(ROOT), false]),
    0n,
  ],
  [
    'withdrawSupport',
    (a) => a.withdrawSupport({ proposal: 5 }),
    GOVERNANCE,
    encodeCall('unsupport(uint64)', [5]),
    0n,
  ],
  [
    'castBallot',
    (a) =>
      a.castBallot({ proposal: 5, root: ROOT, yesBps: 6_000, noBps: 3_000, abstainBps: 1_000 }),
    GOVERNANCE,
    encodeCall('castBallot(uint64,bytes32,uint16,uint16,uint16)', [
      5,
      bytes(ROOT),
      6_000,
      3_000,
      1_000,
    ]),
    0n,
  ],
  [
    'relayBallots',
    (a) =>
      a.relayBallots({
        ballots: [
          {
            proposal: 5,
            root: ROOT,
            yesBps: 1,
            noBps: 2,
            abstainBps: 9_997,
            voter: ALICE,
            nonce: 8n,
            salt: KEY32,
            signature: KEY48,
          },
        ],
      }),
    GOVERNANCE,
    encodeCall(
      'relayBallots((uint64,bytes32,uint16,uint16,uint16,address,uint64,bytes32,bytes)[])',
      [[[5, bytes(ROOT), 1, 2, 9_997, ALICE, 8, bytes(KEY32), bytes(KEY48)]]],
    ),
    0n,
  ],
  [
    'delegatePower',
    (a) => a.delegatePower({ class: 'meta', delegate: BOB }),
    GOVERNANCE,
    encodeCall('delegatePower(uint8,address)', [3, BOB]),
    0n,
  ],
  [
    'delegatePower',
    (a) => a.delegatePower({ class: 'directive' }),
    GOVERNANCE,
    encodeCall('delegatePower(uint8,address)', [0, ZERO]),
    0n,
  ],
  [
    'attestPreflight',
    (a) => a.attestPreflight({ proposal: 5, root: ROOT, green: true, reportHash: KEY32 }),
    GOVERNANCE,
    encodeCall('attest(uint64,bytes32,bool,bytes32)', [5, bytes(ROOT), true, bytes(KEY32)]),
    0n,
  ],
  [
    'signalReady',
    (a) => a.signalReady({ proposal: 5 }),
    GOVERNANCE,
    encodeCall('signalReady(uint64)', [5]),
    0n,
  ],
  [
    'vetoProposal',
    (a) => a.vetoProposal({ proposal: 5, reason: 'No.' }),
    GOVERNANCE,
    encodeCall('veto(uint64,string)', [5, 'No.']),
    0n,
  ],
  [
    'reportProgress',
    (a) => a.reportProgress({ proposal: 5, percent: 40, evidenceHash: KEY32, text: 'So far.' }),
    GOVERNANCE,
    encodeCall('reportProgress(uint64,uint8,bytes32,string)', [5, 40, bytes(KEY32), 'So far.']),
    0n,
  ],
  [
    'reviewDirective',
    (a) => a.reviewDirective({ proposal: 5, accept: true, text: 'Good.' }),
    GOVERNANCE,
    encodeCall('reviewDirective(uint64,bool,string)', [5, true, 'Good.']),
    0n,
  ],
]

/** Each action, and the call that the protocol's own encoder makes of the same arguments. */
const ROWS: readonly Row[] = [
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
  ...GOVERNANCE_ROWS,
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
