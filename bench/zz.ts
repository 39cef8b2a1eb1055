import { decodeTransaction } from '#base/transaction.ts'
import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { makeHolders, makeLargeGenesis, makeStakingTransactions } from './chain/large-network.ts'
const holders = makeHolders(1000)
const genesis = makeLargeGenesis({ accounts: 200000, buckets: 100000, holders })
const raws = makeStakingTransactions(holders, 60000)
const cpu = () => { const u = (process as any).threadCpuUsage(); return (u.user + u.system) / 1e3 }
let t = cpu()
const txs = raws.map((r) => decodeTransaction(r))
console.log('decode us', ((cpu() - t) / raws.length * 1000).toFixed(2))
const known = new Map(raws.map((r, i) => [r, { transaction: txs[i]!, sender: holders[i % 1000]!.address }]))
const machine = createMachine({ store: createMemoryStore(), genesis, resolve: (raw) => known.get(raw)! })
t = cpu()
machine.initChain({ timeMs: genesis.timeMs, chainId: 'b', initialHeight: 1 })
console.log('init ms', cpu() - t)
let parts = { check: 0, prepare: 0, finalize: 0, commit: 0 }
const start = cpu()
for (let h = 1; h <= 60; h++) {
  const batch = raws.slice((h - 1) * 1000, h * 1000)
  let a = cpu(); for (const r of batch) machine.checkTx(known.get(r)!); parts.check += cpu() - a
  const proposerAddress = toValidatorAddress(getSchedule(machine.world).current.proposer)
  a = cpu(); const p = machine.prepareProposal({ height: h, timeMs: genesis.timeMs + h * 1000, proposerAddress, maxTxBytes: 16e6, localLastCommit: { round: 0, votes: [] }, misbehavior: [] }, batch, undefined); parts.prepare += cpu() - a
  a = cpu(); machine.finalizeBlock({ height: h, timeMs: genesis.timeMs + h * 1000, hash: sha256(utf8ToBytes('b' + h)), proposerAddress, txs: p, decidedLastCommit: { round: 0, votes: [] }, misbehavior: [] }); parts.finalize += cpu() - a
  a = cpu(); machine.commit(); parts.commit += cpu() - a
  if (h === 20) { parts = { check: 0, prepare: 0, finalize: 0, commit: 0 } }
}
for (const k in parts) console.log(k, 'us/tx', ((parts as any)[k] / 40000 * 1000).toFixed(2))
