/**
 * Processor time of one transaction in one node: a node as it is, on the unix socket of a CometBFT that this program plays. Transactions
 * come in batches of other nodes (`follower`) or by JSON-RPC (`entry`), go into blocks, and are executed. Times are of the threads of
 * the node, so that what else the machine does matters little; beside them, what the recovery of a sender takes here.
 *   node bench/cluster/node-path.ts [--role follower|entry] [--transactions N] [--block N] [--batch N] [--profile FILE]
 */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import { sha256 } from '#base/hash.ts'
import { recoverSender } from '#base/sender.ts'
import { decodeTransaction } from '#base/transaction.ts'
import { packBatch } from '#mempool/parcel.ts'
import {
  connectFakeCometbft,
  type FakeCometbft,
} from '#consensus/cometbft/abci/fake-cometbft.fixture.ts'
import { makeHolders } from '../chain/large-network.ts'
import { inFolder } from './bench-folder.ts'
import type { BouleNodeOptions, BouleNodeReady, ProfileQuestion } from './boule-node-process.ts'
import { startChild } from './child-process.ts'
import { pause, printFigures, round } from './figures.ts'
import { consensusSecretOf, planMembers } from './members.ts'
import { makeMixedTransactions } from './mixed-transactions.ts'
import { prepareLoad } from './send-transactions.ts'
import { threadSeconds } from './thread-times.ts'

const { values } = parseArgs({
  options: {
    role: { type: 'string', default: 'follower' },
    nodes: { type: 'string', default: '4' },
    transactions: { type: 'string', default: '30000' },
    /** Before the measurement: a program is slow at first. */
    warm: { type: 'string', default: '20000' },
    block: { type: 'string', default: '1000' },
    batch: { type: 'string', default: '300' },
    accounts: { type: 'string', default: '100000' },
    buckets: { type: 'string', default: '50000' },
    profile: { type: 'string' },
  },
})
const PER_HOLDER = 32
const RECOVERIES = 5_000
const INTERVAL_MS = 100
const nodes = Number(values.nodes)
const block = Number(values.block)
const measured = Number(values.transactions)
const warm = Number(values.warm)
const isEntry = values.role === 'entry'
const MAX_BYTES = 16 * 1024 * 1024
const buckets = Number(values.buckets)
const count = measured + warm
const holders = makeHolders(Math.max(100, Math.ceil(count / PER_HOLDER)))
const raws = makeMixedTransactions(holders, count, { delegates: nodes, buckets }).map(
  ({ raw }) => raw,
)

await inFolder(async (folder) => {
  const [member] = await planMembers(folder, 1)
  if (member === undefined) throw new Error('no member was planned')
  const binary = join(folder, 'cometbft')
  writeFileSync(binary, '#!/bin/sh\nexec sleep 86400\n')
  chmodSync(binary, 0o755)
  const options: BouleNodeOptions = {
    member,
    binary,
    shape: {
      nodes,
      intervalMs: INTERVAL_MS,
      blockTransactions: 2 * block,
      holders: holders.map(({ address }) => address),
      accounts: Number(values.accounts),
      buckets,
      genesisTimeMs: Date.now(),
    },
    isDelegate: true,
    poolTransactions: 100_000,
    relayAfterMs: 0,
  }
  const child = await startChild<BouleNodeReady>({ file: 'boule-node-process.ts', options })
  try {
    const comet = await connectFakeCometbft(join(member.dir, 'abci.sock'))
    await comet.initChain({
      timeMs: options.shape.genesisTimeMs,
      chainId: 'bench',
      initialHeight: 1,
    })
    const drive = createDriver(comet, child.ready.rpcUrl, options.shape.genesisTimeMs)
    await drive(raws.slice(0, warm))
    await pause(1_000)
    const profile = async (file?: string): Promise<void> => {
      if (values.profile === undefined) return
      const question: ProfileQuestion = { what: 'profile', ...(file === undefined ? {} : { file }) }
      await child.ask(question)
    }
    await profile()
    const before = threadSeconds(child.pid)
    const begunMs = performance.now()
    await drive(raws.slice(warm))
    // What goes on behind the blocks: the tables of the history.
    await pause(1_500)
    const seconds = (performance.now() - begunMs) / 1_000
    const after = threadSeconds(child.pid)
    await profile(values.profile)
    const recovery = measureRecovery()
    const each: Record<string, number> = {}
    let sum = 0
    for (const [name, ran] of after) {
      const micros = ((ran - (before.get(name) ?? 0)) * 1e6) / measured
      sum += micros
      if (micros >= 0.05) each[name] = round(micros, 1)
    }
    printFigures({
      bench: 'node-path',
      role: values.role,
      transactions: measured,
      block,
      seconds: round(seconds),
      microsecondsEach: round(sum, 1),
      ...each,
      recovery: round(recovery, 1),
      ratioToRecovery: round(sum / recovery),
    })
  } finally {
    await child.stop()
  }
})

/** Processor microseconds of one recovery in this thread. */
function measureRecovery(): number {
  const some = raws.slice(0, RECOVERIES).map((raw) => decodeTransaction(raw))
  const before = process.threadCpuUsage()
  for (const { signingHash, r, s, yParity } of some) recoverSender(signingHash, r, s, yParity)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / some.length
}

/** Takes transactions into the node and through blocks, a block behind the other. */
function createDriver(comet: FakeCometbft, rpcUrl: string, genesisTimeMs: number) {
  const addresses = Array.from({ length: nodes }, (_, index) =>
    toUpperHex(consensusAddress(ed25519PublicKey(consensusSecretOf(index)))),
  )
  const votes = addresses.map((validator) => ({ validator, flag: 'commit' as const }))
  let height = 0
  let done = 0
  const makeBlock = async (given: readonly Uint8Array[]): Promise<void> => {
    height++
    const proposerAddress = addresses[height % nodes] as string
    const lastCommit = { round: 0, votes: height === 1 ? [] : votes }
    const header = {
      height,
      timeMs: genesisTimeMs + height * INTERVAL_MS,
      proposerAddress,
      misbehavior: [],
    }
    const txs = isEntry
      ? await comet.prepareProposal({
          ...header,
          maxTxBytes: MAX_BYTES,
          localLastCommit: lastCommit,
        })
      : given
    const isGood = await comet.processProposal({ ...header, txs, proposedLastCommit: lastCommit })
    if (!isGood) throw new Error(`block ${height} was refused`)
    const hash = sha256(Uint8Array.of(height >> 8, height & 255))
    const answer = await comet.finalizeBlock({
      ...header,
      txs,
      hash,
      decidedLastCommit: lastCommit,
    })
    const bad = answer.txResults.find(({ code }) => code !== 0)
    if (bad !== undefined) throw new Error(`a transaction of block ${height} has code ${bad.code}`)
    await comet.commit()
    // The reveal of the proposer takes no gas.
    done += answer.txResults.filter(({ gasUsed }) => gasUsed > 0).length
  }
  const insert = async (txs: readonly Uint8Array[]): Promise<void> => {
    for (let at = 0; at < txs.length; at += Number(values.batch)) {
      const parcel = packBatch(txs.slice(at, at + Number(values.batch)))
      for (;;) {
        const answer = await comet.insertTx(parcel)
        if (answer === 'taken') break
        if (answer === 'refused') throw new Error('a batch was refused')
        await pause(20)
      }
      await comet.reapTxs(0)
    }
  }
  const send = async (txs: readonly Uint8Array[]): Promise<void> => {
    const load = prepareLoad({
      loads: [{ url: new URL(rpcUrl), raws: txs }],
      batchSize: 500,
      connections: 2,
    })
    await load.send()
  }
  const bring = isEntry ? send : insert
  return async (given: readonly Uint8Array[]): Promise<void> => {
    const wanted = done + given.length
    let taking = bring(given.slice(0, block))
    for (let at = 0; at < given.length; at += block) {
      await taking
      taking = bring(given.slice(at + block, at + 2 * block))
      // Copies, as they come from the socket of another process.
      await makeBlock(given.slice(at, at + block))
      await comet.reapTxs(0)
    }
    await taking
    if (done !== wanted) throw new Error(`${done} transactions in blocks in place of ${wanted}`)
  }
}
