import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import type { Address } from '#base/address.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { recoverVoter } from '#protocol/governance/ballot-signature.ts'
import { PROPOSAL_STATES as STATES, REASONS } from '#protocol/governance/lifecycle.ts'
import { encodePayload as encodeOfProtocol } from '#protocol/governance/payload.ts'
import { PAYLOAD_KINDS as KINDS } from '#protocol/governance/payload-kinds.ts'
import { PAYLOAD_KINDS, PROPOSAL_REASONS, PROPOSAL_STATES } from './names.ts'
import { decodePayload, encodePayload, type Payload } from './payload.ts'
import { plainLine, plainText } from './plain-words.ts'
import { signBallot } from './sign-ballot.ts'
import { reasonWords, stateWords } from './words.ts'

const ALICE = '0x1111111111111111111111111111111111111111'
const HASH = `0x${'0b'.repeat(32)}` as const

test('states, reasons and kinds have the names and numbers of the protocol', () => {
  expect(PROPOSAL_STATES).toEqual(STATES)
  expect(PROPOSAL_REASONS).toEqual(REASONS)
  expect(PAYLOAD_KINDS).toEqual(KINDS)
})

test('every state and reason has words of its own', () => {
  expect(new Set(PROPOSAL_STATES.map((state) => stateWords(state))).size).toBe(
    PROPOSAL_STATES.length,
  )
  expect(new Set(PROPOSAL_REASONS.map((reason) => reasonWords(reason))).size).toBe(
    PROPOSAL_REASONS.length,
  )
  expect(stateWords(2)).toBe('looks for support')
  expect(stateWords(255)).toBe('is in state 255')
})

test('what strangers write steers no terminal', () => {
  expect(plainLine(' a\u001b[2J\n b\u202e ')).toBe('a�[2J b�')
  expect(plainLine('x'.repeat(200))).toHaveLength(120)
  expect(plainText('# a\n\tb\u0007\u2066')).toBe('# a\n\tb��')
})

const PAYLOADS: readonly Payload[] = [
  { kind: 'directive', assignee: ALICE, dueEpochs: 30 },
  {
    kind: 'policy',
    sets: [
      { name: 'epochRewardRau', expected: '18750', value: '9000' },
      { name: 'guardian', expected: '', value: ALICE },
    ],
    sunsetEpochs: 7,
  },
  { kind: 'policy', sets: [], sunsetEpochs: 0 },
  {
    kind: 'treasury',
    payments: [
      { to: ALICE, perEpochRau: 2n ** 90n, epochs: 3 },
      { to: ALICE, perEpochRau: 1n, epochs: 1 },
    ],
  },
  {
    kind: 'upgrade',
    name: 'Boule 0.2',
    version: 2,
    bundleRoot: HASH,
    bundleBytes: 123_456,
    sourceHash: HASH,
    recipeHash: HASH,
    artifacts: [
      { platform: 'linux-x64', sha256: HASH, bytes: 2n ** 60n },
      { platform: 'darwin-arm64', sha256: HASH, bytes: 5n },
    ],
    activationEpochs: 4,
  },
  { kind: 'script', slot: 'epoch-reward', source: `// λ\n${'x'.repeat(1_000)}` },
  { kind: 'cancel', proposal: 12 },
]

/** The same as the protocol has it: bytes for hex. */
function ofProtocol(payload: Payload): Parameters<typeof encodeOfProtocol>[0] {
  if (payload.kind === 'cancel') return { ...payload, proposal: BigInt(payload.proposal) }
  if (payload.kind === 'directive') return { ...payload, assignee: payload.assignee as Address }
  if (payload.kind === 'treasury') {
    const payments = payload.payments.map((one) => ({ ...one, to: one.to as Address }))
    return { ...payload, payments }
  }
  if (payload.kind !== 'upgrade') return payload
  return {
    ...payload,
    bundleRoot: fromHex(payload.bundleRoot),
    bundleBytes: BigInt(payload.bundleBytes),
    sourceHash: fromHex(payload.sourceHash),
    recipeHash: fromHex(payload.recipeHash),
    artifacts: payload.artifacts.map((one) => ({ ...one, sha256: fromHex(one.sha256) })),
  }
}

describe('a payload', () => {
  test.each(PAYLOADS.map((payload) => [payload.kind, payload] as const))(
    '%s has the bytes of the protocol, and comes back from them',
    (kind, payload) => {
      const data = encodePayload(payload)
      expect(data).toBe(toHex(encodeOfProtocol(ofProtocol(payload))))
      expect(decodePayload(kind, data)).toEqual(payload)
    },
  )

  test('of every kind is in the table above', () => {
    expect(new Set(PAYLOADS.map(({ kind }) => kind))).toEqual(new Set(PAYLOAD_KINDS))
  })

  test.each([
    ['bytes of another kind', 'policy', '0x1234'],
    ['bytes behind its end', 'cancel', `0x${'00'.repeat(31)}0c00`],
  ] as const)('is refused with %s', (_, kind, data) => {
    expect(() => decodePayload(kind, data)).toThrowError(
      expect.objectContaining({ name: 'SdkError', code: 'bad-payload' }) as Error,
    )
  })
})

describe('a signed ballot', () => {
  const account = privateKeyToAccount(generatePrivateKey())
  const choice = { proposal: 7, root: HASH, yesBps: 6_000, noBps: 3_000, abstainBps: 1_000 }

  async function recover(chainId: number, change: Partial<typeof choice> = {}) {
    const ballot = { ...(await signBallot({ ...choice, account, chainId: 42 })), ...change }
    return recoverVoter(
      { chainId, recoverSender },
      {
        id: BigInt(ballot.proposal),
        root: fromHex(ballot.root),
        yesBps: ballot.yesBps,
        noBps: ballot.noBps,
        abstainBps: ballot.abstainBps,
        voter: ballot.voter.toLowerCase() as Address,
        nonce: ballot.nonce,
        salt: fromHex(ballot.salt),
        signature: fromHex(ballot.signature),
      },
    )
  }

  test('is one that the protocol takes', async () => {
    expect(await recover(42)).toBe(account.address.toLowerCase())
  })

  test.each([
    ['on another network', 43, {}],
    ['for another proposal', 42, { proposal: 8 }],
    ['with other figures', 42, { yesBps: 7_000 }],
  ])('is not one %s', async (_, chainId, change) => {
    expect(await recover(chainId, change)).not.toBe(account.address.toLowerCase())
  })

  test('needs an account with a key', async () => {
    const watched = { address: ALICE, type: 'json-rpc' } as const
    await expect(signBallot({ ...choice, account: watched, chainId: 1 })).rejects.toMatchObject({
      code: 'no-account',
    })
  })
})
