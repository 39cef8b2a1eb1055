/**
 * Signed createStake transactions through admission, blocks of 1,000, execution, receipts, root and fsync, on a state of
 * 1 M accounts and 200 k buckets; and, in the same run, what the same threads can recover with the native library alone.
 *   node bench/chain/staking.ts [--accounts N] [--buckets N] [--transactions N]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { decodeTransaction } from '#base/transaction.ts'
import { createAdmission } from '#mempool/admission.ts'
import { SignaturePool } from '#mempool/signatures/signature-pool.ts'
import { createTransactionMemory } from '#mempool/transaction-memory.ts'
import { createTransactionPool } from '#mempool/transaction-pool.ts'
import { createApplication, type NodeApplication } from '#node/application.ts'
import { createChainDisk } from '#node/chain-disk.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { openBlockLog } from '#state/block-log/block-log.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { makeHolders, makeLargeGenesis, makeStakingTransactions } from './large-network.ts'

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '1000000' },
    buckets: { type: 'string', default: '200000' },
    transactions: { type: 'string', default: '100000' },
    workers: { type: 'string', default: '2' },
  },
})
const BLOCK = 1_000
/** Batches on their way through admission while a block is made. */
const AHEAD = 8

const transactionCount = Number(values.transactions)
const holders = makeHolders(2_000)
process.stderr.write('making the network and signing\n')
const genesis = makeLargeGenesis({
  accounts: Number(values.accounts),
  buckets: Number(values.buckets),
  holders,
})
const raws = makeStakingTransactions(holders, transactionCount)

const workers = new SignaturePool({ workers: Number(values.workers) })
const recoveryPerSecond = await measureRecovery()

const memory = createTransactionMemory(workers)
const store = createMemoryStore()
const machine = createMachine({ store, genesis, resolve: memory.resolve })
machine.initChain({ timeMs: genesis.timeMs, chainId: 'bench', initialHeight: 1 })
const pool = createTransactionPool({
  account: (address) => getAccount(machine.world.accounts, address),
  baseFeeRau: genesis.rules.gasPriceRau,
})
const folder = mkdtempSync(join(tmpdir(), 'boule-bench-'))
const log = await openBlockLog(folder, {
  genesisHash: computeGenesisHash(genesis),
  disk: createChainDisk(folder),
})
let included = 0
let refused = 0
const application: NodeApplication = createApplication({
  machine,
  pool,
  memory,
  transactions: {
    submit: (raw) => admission.submit(raw),
    insert: () => 'refused',
    reap: () => [],
  },
  signReveal: () => undefined,
  storeBlock: (block) => log.append(block),
  onCommitted: async (block) => {
    included += block.receipts.length
    refused += block.receipts.filter((receipt) => receipt.status === 0).length
  },
})
const admission = createAdmission({
  chainId: genesis.chainId,
  pool,
  memory,
  recovery: workers,
  check: (signed) => {
    const { code, log: message } = machine.checkTx(signed)
    return code === 0 ? undefined : { code: `${code}`, message }
  },
})

const cpuBefore = process.cpuUsage()
const started = process.hrtime.bigint()
await run(application)
const seconds = Number(process.hrtime.bigint() - started) / 1e9
const perSecond = included / seconds
const cpu = process.cpuUsage(cpuBefore)
await workers.close()
await log.close()
rmSync(folder, { recursive: true })
process.stdout.write(
  `${JSON.stringify({
    bench: 'staking',
    accounts: Number(values.accounts),
    buckets: Number(values.buckets),
    included,
    refused,
    seconds: round(seconds),
    perSecond: Math.round(perSecond),
    recoveryPerSecond: Math.round(recoveryPerSecond),
    ratioToRecovery: round(perSecond / recoveryPerSecond),
    cpuMicrosecondsEach: round((cpu.user + cpu.system) / included),
    maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  })}\n`,
)

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

async function measureRecovery(): Promise<number> {
  const decoded = raws.slice(0, 40_000).map((raw) => decodeTransaction(raw))
  await workers.recover(decoded.slice(0, 2_000))
  const begun = process.hrtime.bigint()
  await workers.recover(decoded)
  return decoded.length / (Number(process.hrtime.bigint() - begun) / 1e9)
}

async function run(app: NodeApplication): Promise<void> {
  let sent = 0
  let height = 0
  let timeMs = genesis.timeMs
  let lastVotes: { round: number; votes: [] } = { round: 0, votes: [] }
  const batches: Promise<unknown>[] = []
  const send = (): void => {
    if (sent >= raws.length) return
    batches.push(admission.submitBatch(raws.slice(sent, sent + BLOCK)))
    sent += BLOCK
  }
  for (let i = 0; i < AHEAD; i++) send()
  while (included < raws.length) {
    send()
    await batches[height]
    height++
    timeMs += 1_000
    const proposerAddress = toValidatorAddress(getSchedule(machine.world).current.proposer)
    const txs = await app.prepareProposal({
      height,
      timeMs,
      proposerAddress,
      maxTxBytes: genesis.rules.maxBlockBytes,
      localLastCommit: lastVotes,
      misbehavior: [],
    })
    const hash = sha256(utf8ToBytes(`bench block ${height}`))
    const request = {
      height,
      timeMs,
      hash,
      proposerAddress,
      txs,
      decidedLastCommit: lastVotes,
      misbehavior: [],
    }
    await app.finalizeBlock(request)
    await app.commit()
    // As in a node, where blocks are released by timers: arrivals are handled between two blocks.
    await new Promise((resolve) => setImmediate(resolve))
    lastVotes = { round: 0, votes: [] }
  }
}
