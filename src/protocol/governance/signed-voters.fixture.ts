import { privateKeyToAccount } from 'viem/accounts'
import type { AbiValue } from '#base/abi/abi-encoder.ts'
import { encodeCall } from '#base/abi/abi-signature.ts'
import { type Address, addressFromBytes } from '#base/address.ts'
import { fromHex, toHex } from '#base/hex.ts'
import { coins } from '#base/integers.ts'
import { SIGNATURES } from '../staking/staking.fixture.ts'
import { GOVERNANCE_ADDRESS, STAKING_ADDRESS } from '../system-addresses.ts'
import { TEST_CHAIN_ID } from '../test-network.fixture.ts'
import type { SignedBallot } from './ballot-signature.ts'
import type { GovernanceNetwork } from './governance.fixture.ts'

/** Somebody with a key. Signatures are viem's, made from the types of the README: a second implementation. */
export interface SignedVoter {
  readonly address: Address
  sign(ballot: Omit<SignedBallot, 'signature' | 'voter'>, chainId?: number): Promise<SignedBallot>
}

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

export function createVoter(number: number): SignedVoter {
  const account = privateKeyToAccount(toHex(new Uint8Array(32).fill(number + 1)))
  const address = addressFromBytes(fromHex(account.address.toLowerCase()))
  return {
    address,
    sign: async (ballot, chainId = TEST_CHAIN_ID) => {
      const signature = await account.signTypedData({
        domain: {
          name: 'Boule governance',
          version: '1',
          chainId,
          verifyingContract: GOVERNANCE_ADDRESS,
        },
        types: TYPES,
        primaryType: 'Ballot',
        message: {
          proposal: ballot.id,
          revision: toHex(ballot.root),
          yesBps: ballot.yesBps,
          noBps: ballot.noBps,
          abstainBps: ballot.abstainBps,
          voter: address,
          nonce: ballot.nonce,
          salt: toHex(ballot.salt),
        },
      })
      return { ...ballot, voter: address, signature: fromHex(signature) }
    },
  }
}

/** Voters with keys, each with a bucket of so many coins that dora gave away. */
export function stakeFor(
  network: GovernanceNetwork,
  voters: readonly SignedVoter[],
  amountOf: (place: number) => number = () => 100,
): void {
  const { nextIndex } = network.machine.world.staking.totals.get(0) ?? { nextIndex: 0 }
  for (const [place, { address }] of voters.entries()) {
    const values = ['bob', coins(amountOf(place)), 0, false, []]
    network.call('dora', STAKING_ADDRESS, SIGNATURES.createStake, values)
    network.call('dora', STAKING_ADDRESS, SIGNATURES.transferStake, [
      address,
      nextIndex + place,
      [],
    ])
  }
}

const RELAY = 'relayBallots((uint64,bytes32,uint16,uint16,uint16,address,uint64,bytes32,bytes)[])'

/** Brings ballots on chain, by emil. */
export function relay(network: GovernanceNetwork, ballots: readonly SignedBallot[]): number {
  return network.govern('emil', RELAY, [rowsOf(ballots)]).status
}

/** The data of a transaction that does so. */
export function relayCall(ballots: readonly SignedBallot[]): Uint8Array {
  return encodeCall(RELAY, [rowsOf(ballots)])
}

function rowsOf(ballots: readonly SignedBallot[]): AbiValue {
  return ballots.map((one) => [
    one.id,
    one.root,
    one.yesBps,
    one.noBps,
    one.abstainBps,
    one.voter,
    one.nonce,
    one.salt,
    one.signature,
  ])
}
