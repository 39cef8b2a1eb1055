/**
 * Signed createStake transactions through the whole node: `eth_sendRawTransaction` over HTTP from another process on the same
 * cores, until every one of them is in a block with status 1. `--mode batch` sends JSON-RPC batches, `--mode single` one
 * request each on kept-alive connections.
 *   node bench/node/rpc.ts --mode batch|single [--accounts N] [--buckets N] [--transactions N]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { toHex } from '#base/hex.ts'
import { decodeTransaction } from '#base/transaction.ts'
import { SignaturePool } from '#mempool/signatures/signature-pool.ts'
import { makeHolders, makeStakingTransactions } from '../chain/large-network.ts'
import { HttpConnection } from './http-connection.ts'

const { values } = parseArgs({
  options: {
    mode: { type: 'string', default: 'batch' },
    accounts: { type: 'string', default: '100000' },
    buckets: { type: 'string', default: '50000' },
    transactions: { type: 'string', default: '60000' },
    batch: { type: 'string', default: '500' },
    connections: { type: 'string', default: '16' },
    interval: { type: 'string', default: '250' },
  },
})
const HOLDERS = 2_000
const batchSize = values.mode === 'batch' ? Number(values.batch) : 1
const connections = values.mode === 'batch' ? 4 : Number(values.connections)

process.stderr.write('signing\n')
const raws = makeStakingTransactions(makeHolders(HOLDERS), Number(values.transactions))
const bodies = makeBodies()
const recoveryPerSecond = await measureRecovery()

const folder = mkdtempSync(join(tmpdir(), 'boule-bench-'))
const child = fork(
  fileURLToPath(new URL('rpc-node-process.ts', import.meta.url)),
  [folder, values.accounts, values.buckets, `${HOLDERS}`, values.interval],
  { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
)
const [{ rpcUrl }] = (await once(child, 'message')) as [{ rpcUrl: string }]
const url = new URL(rpcUrl)

const cpuBefore = process.cpuUsage()
const started = process.hrtime.bigint()
const refused = await sendAll()
const sentSeconds = Number(process.hrtime.bigint() - started) / 1e9
await waitUntilEmpty()
const seconds = Number(process.hrtime.bigint() - started) / 1e9
const client = process.cpuUsage(cpuBefore)
const included = await countIncluded()
child.send('figures')
const [figures] = (await once(child, 'message')) as [{ cpuMicroseconds: number; maxRssMb: number }]
child.disconnect()
await once(child, 'exit')
rmSync(folder, { recursive: true })
process.stdout.write(
  `${JSON.stringify({
    bench: `rpc-${values.mode}`,
    sent: raws.length,
    refused,
    included,
    lost: raws.length - refused - included,
    sentSeconds: round(sentSeconds),
    seconds: round(seconds),
    perSecond: Math.round(included / seconds),
    recoveryPerSecond: Math.round(recoveryPerSecond),
    ratioToRecovery: round(included / seconds / recoveryPerSecond),
    clientCpuMicrosecondsEach: round((client.user + client.system) / raws.length),
    nodeMaxRssMb: figures.maxRssMb,
  })}\n`,
)

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

function makeBodies(): readonly string[] {
  const calls = raws.map(
    (raw, id) =>
      `{"jsonrpc":"2.0","id":${id},"method":"eth_sendRawTransaction","params":["${toHex(raw)}"]}`,
  )
  if (batchSize === 1) return calls
  const made: string[] = []
  for (let at = 0; at < calls.length; at += batchSize)
    made.push(`[${calls.slice(at, at + batchSize).join(',')}]`)
  return made
}

/** Sends every body on `connections` connections; returns how many transactions were refused. */
async function sendAll(): Promise<number> {
  let next = 0
  let bad = 0
  const work = async (): Promise<void> => {
    const connection = await HttpConnection.open(url)
    while (next < bodies.length) {
      const answer = await connection.post(bodies[next++] as string)
      if (!answer.includes('"error"')) continue
      const answers = [JSON.parse(answer)].flat() as { error?: { message: string } }[]
      for (const one of answers) {
        if (one.error === undefined) continue
        if (bad === 0) process.stderr.write(`${one.error.message}\n`)
        bad++
      }
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, work))
  return bad
}

async function call<T>(method: string, params: readonly unknown[]): Promise<T> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const connection = await HttpConnection.open(url)
  const answer = JSON.parse(await connection.post(body)) as { result: T }
  connection.close()
  return answer.result
}

/** Every accepted transaction is in a block when the pool is empty. */
async function waitUntilEmpty(): Promise<void> {
  for (;;) {
    const { pending, queued } = await call<{ pending: string; queued: string }>('txpool_status', [])
    if (Number(pending) + Number(queued) === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Transactions with status 1 in all blocks. */
async function countIncluded(): Promise<number> {
  const height = Number(await call<string>('eth_blockNumber', []))
  let count = 0
  for (let number = 1; number <= height; number++) {
    const receipts = await call<readonly { status: string; gasUsed: string }[]>(
      'eth_getBlockReceipts',
      [`0x${number.toString(16)}`],
    )
    // The block's own entry, which carries its logs, uses no gas.
    count += receipts.filter((one) => one.status === '0x1' && Number(one.gasUsed) > 0).length
  }
  return count
}

async function measureRecovery(): Promise<number> {
  const workers = new SignaturePool({ workers: 2 })
  const decoded = raws.slice(0, 40_000).map((raw) => decodeTransaction(raw))
  await workers.recover(decoded.slice(0, 2_000))
  const begun = process.hrtime.bigint()
  await workers.recover(decoded)
  const perSecond = decoded.length / (Number(process.hrtime.bigint() - begun) / 1e9)
  await workers.close()
  return perSecond
}
