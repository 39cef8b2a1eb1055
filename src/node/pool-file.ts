import fs from 'node:fs'
import { join } from 'node:path'
import { DecodeError, Reader, Writer } from '#base/codec.ts'
import type { TransactionPool } from '#mempool/transaction-pool.ts'

/**
 * Transactions that were in no block yet when the node was stopped, so that a restart does not lose what it had taken. Each is
 * checked again when it is read back: a file that is missing or damaged costs nothing but them.
 */
const FILE = 'pool'

/** The transactions by account, in order of nonce. */
export function writePoolFile(dataDir: string, pool: TransactionPool): void {
  const raws: Uint8Array[] = []
  pool.eachAccount((_sender, { pending, queued }) => {
    for (const signed of [...pending, ...queued]) raws.push(signed.transaction.raw)
  })
  const path = join(dataDir, FILE)
  if (raws.length === 0) return fs.rmSync(path, { force: true })
  const bytes = new Writer(64 * 1024).list(raws, (writer, raw) => writer.bytes(raw)).finish()
  fs.writeFileSync(`${path}.tmp`, bytes)
  fs.renameSync(`${path}.tmp`, path)
}

/** Takes the file away: what is read once is in the pool, or refused for good. */
export function takePoolFile(dataDir: string): readonly Uint8Array[] {
  const path = join(dataDir, FILE)
  let bytes: Uint8Array
  try {
    bytes = fs.readFileSync(path)
  } catch {
    return []
  }
  fs.rmSync(path, { force: true })
  const reader = new Reader(new Uint8Array(bytes))
  try {
    const raws = reader.list((one) => one.bytes())
    reader.end()
    return raws
  } catch (error) {
    if (error instanceof DecodeError) return []
    throw error
  }
}
