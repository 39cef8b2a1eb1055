import { type Address, addressToBytes } from '#base/address.ts'
import { concatBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { GOVERNANCE_ADDRESS } from '../system-addresses.ts'
import type { BlockContext } from '../action.ts'
import type { BallotContent } from './ballot.ts'

/** A ballot that its voter signed as EIP-712 typed data, for anyone to bring on chain. */
export interface SignedBallot extends BallotContent {
  readonly voter: Address
  /** Of two ballots of a voter the one with the higher number counts. */
  readonly nonce: bigint
  readonly salt: Uint8Array
  /** r ‖ s ‖ v, 65 bytes; v is 27 or 28. */
  readonly signature: Uint8Array
}

const DOMAIN_TYPE =
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'
const BALLOT_TYPE =
  'Ballot(uint64 proposal,bytes32 revision,uint16 yesBps,uint16 noBps,uint16 abstainBps,address voter,uint64 nonce,bytes32 salt)'
const DOMAIN_NAME = 'Boule governance'
const DOMAIN_VERSION = '1'

function hashText(text: string): Uint8Array {
  return keccak256(utf8ToBytes(text))
}

function word(value: bigint | number): Uint8Array {
  const bytes = new Uint8Array(32)
  let rest = BigInt(value)
  for (let i = 31; rest > 0n; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
  return bytes
}

function addressWord(address: Address): Uint8Array {
  return concatBytes(new Uint8Array(12), addressToBytes(address))
}

const DOMAIN_TYPE_HASH = hashText(DOMAIN_TYPE)
const BALLOT_TYPE_HASH = hashText(BALLOT_TYPE)
const DOMAIN_NAME_HASH = hashText(DOMAIN_NAME)
const DOMAIN_VERSION_HASH = hashText(DOMAIN_VERSION)

const domains = new Map<number, Uint8Array>()

function domainHash(chainId: number): Uint8Array {
  let known = domains.get(chainId)
  if (known === undefined) {
    known = keccak256(
      concatBytes(
        DOMAIN_TYPE_HASH,
        DOMAIN_NAME_HASH,
        DOMAIN_VERSION_HASH,
        word(chainId),
        addressWord(GOVERNANCE_ADDRESS),
      ),
    )
    domains.set(chainId, known)
  }
  return known
}

/** What the voter signs: bound to the network, the proposal and the revision. Source: EIP-712. */
function hashBallot(chainId: number, ballot: Omit<SignedBallot, 'signature'>): Uint8Array {
  const struct = keccak256(
    concatBytes(
      BALLOT_TYPE_HASH,
      word(ballot.id),
      ballot.root,
      word(ballot.yesBps),
      word(ballot.noBps),
      word(ballot.abstainBps),
      addressWord(ballot.voter),
      word(ballot.nonce),
      ballot.salt,
    ),
  )
  return keccak256(concatBytes(new Uint8Array([0x19, 0x01]), domainHash(chainId), struct))
}

/** Half of the order of secp256k1: a signature has one form, the one with s up to here. */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n

/** Who signed the ballot; undefined when the bytes are no signature in its one form. */
export function recoverVoter(
  { chainId, recoverSender }: Pick<BlockContext, 'chainId' | 'recoverSender'>,
  ballot: SignedBallot,
): Address | undefined {
  const { signature } = ballot
  const v = signature[64]
  if (signature.length !== 65 || (v !== 27 && v !== 28)) return undefined
  const s = signature.subarray(32, 64)
  if (toInteger(s) > HALF_ORDER) return undefined
  return recoverSender(hashBallot(chainId, ballot), signature.subarray(0, 32), s, v === 27 ? 0 : 1)
}

function toInteger(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return value
}
