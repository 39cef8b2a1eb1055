import { decodeBlock } from '#indexer/apply/decode-block.ts'
import type { Database } from '#indexer/database/database.ts'
import { IndexWriter, resetIndex } from '#indexer/follow/index-writer.ts'
import { readBlocks, readGenesis } from '#indexer/node/read-chain.ts'
import { type Findings } from '#indexer/verify/findings.ts'
import { verifyIndex } from '#indexer/verify/verify-index.ts'
import type { SimChain } from './sim-chain.ts'

/** Reads a whole chain into an empty index, so many blocks at a time. */
export async function indexChain(
  database: Database,
  chain: SimChain,
  blocksAtOnce: number,
): Promise<void> {
  await resetIndex(database)
  const writer = await IndexWriter.open(database)
  await writer.begin(await readGenesis(chain.rpc))
  await addBlocks(writer, chain, blocksAtOnce)
  await writer.settle()
}

/** Has a writer take on the rest of a chain. */
export async function addBlocks(
  writer: IndexWriter,
  { rpc, height }: SimChain,
  blocksAtOnce: number,
): Promise<void> {
  const first = (writer.place?.height ?? 0) + 1
  for (let from = first; from <= height; from += blocksAtOnce) {
    const blocks = await readBlocks(rpc, from, Math.min(height, from + blocksAtOnce - 1))
    await writer.add(blocks.map(decodeBlock))
  }
}

export function verify(database: Database, { rpc }: Pick<SimChain, 'rpc'>): Promise<Findings> {
  return verifyIndex({ database, rpc, signal: new AbortController().signal })
}

/** All rows of all tables of the index, as text, by table. */
export async function dumpTables(database: Database): Promise<ReadonlyMap<string, string>> {
  const tables = await database.query(
    `select table_name as name from information_schema.tables where table_schema = 'chain' order by 1`,
  )
  const dump = new Map<string, string>()
  for (const { name } of tables) {
    const rows = await database.query(
      `select t::text as row from chain.${String(name)} t order by 1`,
    )
    dump.set(String(name), rows.map(({ row }) => String(row)).join('\n'))
  }
  return dump
}
