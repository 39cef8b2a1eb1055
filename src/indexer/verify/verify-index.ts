import { CHAIN_MIGRATIONS } from '../chain-migrations.ts'
import { migrate } from '../database/migrate.ts'
import type { RpcClient } from '../node/rpc-client.ts'
import type { Database } from '../database/database.ts'
import { readTip } from '../node/read-chain.ts'
import { type Findings, FindingsBook } from './findings.ts'
import { ROW_CHECKS } from './row-checks.ts'
import { verifyEpochs } from './verify-epochs.ts'
import { verifyRows } from './verify-rows.ts'
import { waitForIndex } from './verify-setting.ts'
import { verifySums } from './verify-sums.ts'

/**
 * Compares the index with the node, whole: every account, open bucket, delegate, proposal, settlement, epoch, seat, activity, rule and rank, and sums that
 * show that none is missing. Somebody follows the chain into the database meanwhile. Throws `NodeError`.
 */
export async function verifyIndex(options: {
  readonly database: Database
  readonly rpc: RpcClient
  readonly signal: AbortSignal
}): Promise<Findings> {
  const { database, signal, rpc } = options
  const findings = new FindingsBook()
  const setting = { database, signal, findings, rpc }
  // Whoever follows may not have made the tables yet.
  await migrate(database, CHAIN_MIGRATIONS)
  const { height } = await readTip(setting.rpc)
  await waitForIndex(setting, height)
  for (const check of ROW_CHECKS) await verifyRows(setting, check)
  await verifyEpochs(setting)
  await verifySums(setting)
  return findings
}
