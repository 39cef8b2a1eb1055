import { sha256 } from '#base/hash.ts'
import { toHex } from '#base/hex.ts'
import { Writer } from '#base/codec.ts'
import { type StoredBlock, storedBlockCodec } from '#state/block-log/stored-block.ts'

/**
 * Whether the block logs of several nodes hold the same bytes at each height: block hash, transactions, signatures and all roots.
 * Nodes may have stopped at different heights. Returns the longest log and the differences.
 */
export function compareLogs(logs: ReadonlyMap<string, readonly StoredBlock[]>): {
  readonly longest: readonly StoredBlock[]
  readonly problems: readonly string[]
} {
  let longest: readonly StoredBlock[] = []
  for (const blocks of logs.values()) if (blocks.length > longest.length) longest = blocks
  const expected = longest.map(fingerprint)
  const problems: string[] = []
  for (const [node, blocks] of logs) {
    const first = blocks.findIndex((block, place) => fingerprint(block) !== expected[place])
    if (first >= 0) problems.push(`${node} has another block ${first + 1} than others`)
    if (blocks.length === 0) problems.push(`${node} has no blocks`)
  }
  return { longest, problems }
}

function fingerprint(block: StoredBlock): string {
  const writer = new Writer()
  storedBlockCodec.encode(writer, block)
  return toHex(sha256(writer.finish()))
}
