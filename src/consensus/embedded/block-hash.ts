import { Writer } from '#base/codec.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import type { CommitInfo, FinalizeBlockRequest, Misbehavior } from '#protocol/abci.ts'

/** Everything that a block is decided on. */
export interface BlockHeader extends Omit<FinalizeBlockRequest, 'hash'> {
  readonly chainId: number
  /** Hash of the block before; that of the genesis for the first one. */
  readonly parentHash: Uint8Array
  /** App hash after the block before. */
  readonly lastAppHash: Uint8Array
}

const DOMAIN = utf8ToBytes('boule block 1')

const FLAGS = { absent: 1, commit: 2, nil: 3 } as const
const MISBEHAVIOR_TYPES = { 'duplicate-vote': 1, 'light-client-attack': 2 } as const

/**
 * Hash of a block: Keccak-256 over the header's fields in canonical form. Transactions enter by the hash of their hashes, so
 * that a header proves itself without them.
 */
export function computeBlockHash(header: BlockHeader): Uint8Array {
  const writer = new Writer(512)
  writer
    .raw(DOMAIN)
    .u64(header.chainId)
    .bytes(header.parentHash)
    .u64(header.height)
    .u64(header.timeMs)
    .text(header.proposerAddress)
    .bytes(header.lastAppHash)
    .raw(hashTransactions(header.txs))
  writeCommit(writer, header.decidedLastCommit)
  writer.list(header.misbehavior, writeMisbehavior)
  return keccak256(writer.view())
}

function hashTransactions(txs: readonly Uint8Array[]): Uint8Array {
  const hashes = new Uint8Array(txs.length * 32)
  for (const [at, tx] of txs.entries()) hashes.set(keccak256(tx), at * 32)
  return keccak256(hashes)
}

function writeCommit(writer: Writer, commit: CommitInfo): void {
  writer.u32(commit.round)
  writer.list(commit.votes, (w, vote) => w.text(vote.validator).u8(FLAGS[vote.flag]))
}

function writeMisbehavior(writer: Writer, evidence: Misbehavior): void {
  writer
    .u8(MISBEHAVIOR_TYPES[evidence.type])
    .text(evidence.validator)
    .u64(evidence.height)
    .u64(evidence.timeMs)
}
