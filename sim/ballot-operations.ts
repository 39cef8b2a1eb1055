import { hashTypedData } from 'viem'
import type { Address } from '#base/address.ts'
import { concatBytes } from '#base/bytes.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import type { Proposal } from '#protocol/governance/state.ts'
import { GOVERNANCE_ADDRESS } from '#protocol/system-addresses.ts'
import type { RelayedBallot } from '../spec/model/governance-types.ts'
import { governanceCall } from './governance-operations.ts'
import { type Chance, type Maker, pickHolder } from './operation.ts'
import { pickProposal, pickVoter } from './proposal-chances.ts'
import { SIM_CHAIN_ID, simPrivateKey } from './sim-keys.ts'

const OPEN = ['voting', 'extended']
const HIGHEST_NONCE = 2n ** 64n - 1n
const BYTES_PER_BALLOT = 100

interface Wish {
  readonly id: number
  readonly root: Uint8Array
  readonly split: readonly [yesBps: number, noBps: number, abstainBps: number]
}

/** Tides: in each proposal opinion turns with time, so that outcomes flip late, and flip back. */
function pickSplit({ random, world }: Chance, proposal: Proposal | undefined): Wish['split'] {
  if (random.oneIn(40))
    return random.pick([
      [10_000, 1, 0],
      [0, 0, 0],
      [5_000, 4_000, 999],
    ] as const)
  if (random.oneIn(6)) {
    const yesBps = random.below(10_001)
    const noBps = random.below(10_001 - yesBps)
    return [yesBps, noBps, 10_000 - yesBps - noBps]
  }
  if (random.oneIn(12)) return [0, 0, 10_000]
  const height = world.chain.head.get(0)?.height ?? 0
  const isAgainst = proposal !== undefined && (proposal.id + Math.floor(height / 3)) % 5 === 0
  const isYes = isAgainst ? random.oneIn(4) : !random.oneIn(8)
  return isYes ? [10_000, 0, 0] : [0, 10_000, 0]
}

function pickWish(chance: Chance): Wish {
  const { random } = chance
  const proposal = pickProposal(chance, OPEN, (one) => one.id % 9 !== 0 || random.oneIn(10))
  const root = proposal === undefined || random.oneIn(40) ? new Uint8Array(32) : proposal.root
  return { id: proposal?.id ?? 999, root, split: pickSplit(chance, proposal) }
}

export const castBallot: Maker = (chance) => {
  const { id, root, split } = pickWish(chance)
  const [yesBps, noBps, abstainBps] = split
  return governanceCall(
    pickVoter(chance),
    'castBallot(uint64,bytes32,uint16,uint16,uint16)',
    [id, root, yesBps, noBps, abstainBps],
    { kind: 'castBallot', id: BigInt(id), root: toHex(root), yesBps, noBps, abstainBps },
  )
}

interface Signed {
  readonly wish: Wish
  readonly voter: Address
  readonly nonce: bigint
  readonly signature: Uint8Array
  readonly isSignedByVoter: boolean
}

const SALT = new Uint8Array(32).fill(4)

const TYPES = {
  Ballot: [
    { name: 'proposal', type: 'uint64' },
    { name: 'revision', type: 'bytes32' },
    { name: 'yesBps', type: 'uint16' },
    { name: 'noBps', type: 'uint16' },
    { name: 'abstainBps', type: 'uint16' },
    { name: 'voter', type: 'address' },
    { name: 'nonce', type: 'uint64' },
    { name: 'salt', type: 'bytes32' },
  ],
} as const

/** Signs as a wallet would: the digest is viem's, not the chain's own. */
function signBallot(
  { wish, voter, nonce }: Omit<Signed, 'signature' | 'isSignedByVoter'>,
  { signer, chainId }: { readonly signer: Address; readonly chainId: number },
): Uint8Array {
  const digest = hashTypedData({
    domain: {
      name: 'Boule governance',
      version: '1',
      chainId,
      verifyingContract: GOVERNANCE_ADDRESS,
    },
    types: TYPES,
    primaryType: 'Ballot',
    message: {
      proposal: BigInt(wish.id),
      revision: toHex(wish.root),
      yesBps: wish.split[0],
      noBps: wish.split[1],
      abstainBps: wish.split[2],
      voter,
      nonce,
      salt: toHex(SALT),
    },
  })
  const { r, s, yParity } = signDigest(fromHex(digest), simPrivateKey(signer))
  return concatBytes(r, s, Uint8Array.of(27 + yParity))
}

function makeSigned(chance: Chance): Signed {
  const { random } = chance
  const wish = pickWish(chance)
  const voter = pickVoter(chance)
  const nonce = random.oneIn(60) ? HIGHEST_NONCE : BigInt(random.below(6))
  const isSignedByVoter = !random.oneIn(6)
  const fault = isSignedByVoter ? 0 : 1 + random.below(3)
  const signer = fault === 1 ? pickOther(chance, voter) : voter
  const chainId = fault === 2 ? SIM_CHAIN_ID + 1 : SIM_CHAIN_ID
  const signature = signBallot({ wish, voter, nonce }, { signer, chainId })
  if (fault === 3) signature[64] = 29
  return { wish, voter, nonce, signature, isSignedByVoter }
}

function pickOther(chance: Chance, voter: Address): Address {
  for (;;) {
    const other = pickVoter(chance)
    if (other !== voter) return other
  }
}

export const relayBallots: Maker = (chance) => {
  const { random } = chance
  const ballots = Array.from({ length: 1 + random.below(3) }, () => makeSigned(chance))
  const first = ballots[0]
  // Somebody brings the same once more.
  if (random.oneIn(4) && first !== undefined) ballots.push(first)
  const values = ballots.map(({ wish, voter, nonce, signature }) => {
    return [wish.id, wish.root, ...wish.split, voter, nonce, SALT, signature]
  })
  return governanceCall(
    pickHolder(chance),
    'relayBallots((uint64,bytes32,uint16,uint16,uint16,address,uint64,bytes32,bytes)[])',
    [values],
    {
      kind: 'relayBallots',
      ballots: ballots.map(describeBallot),
      payloadBytes: ballots.length * BYTES_PER_BALLOT,
    },
  )
}

function describeBallot({ wish, voter, nonce, isSignedByVoter }: Signed): RelayedBallot {
  const [yesBps, noBps, abstainBps] = wish.split
  const { id, root } = wish
  return {
    id: BigInt(id),
    root: toHex(root),
    yesBps,
    noBps,
    abstainBps,
    voter,
    nonce,
    isSignedByVoter,
  }
}
