/**
 * A state machine with its data directory and nothing else, which ends itself with SIGKILL:
 * `node crash-database.js DIR RUN POINT NTH`. It goes on with the blocks of the recording RUN from where the directory ends, says
 * `at HEIGHT APPHASH` after the start and `stored HEIGHT APPHASH` when a block is on disk, and `done` at the end of the recording.
 */
import fs from 'node:fs'
import { toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { decodeTransaction } from '#base/transaction.ts'
import type { SignedTransaction } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { computeGenesisHash } from '#protocol/genesis/genesis-hash.ts'
import { openDatabase } from '#state/database.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { readRun } from '../replay/recorded-run.ts'
import { crashAt } from './crash-at.ts'

const [dir = '', file = '', point = '-', nth = '1'] = process.argv.slice(2)

function resolve(raw: Uint8Array): SignedTransaction {
  const transaction = decodeTransaction(raw)
  const { signingHash, r, s, yParity } = transaction
  const sender = recoverSender(signingHash, r, s, yParity)
  if (sender === undefined) throw new RangeError('the recording holds what nobody signed')
  return { transaction, sender }
}

const { genesis, blocks } = readRun(file)
const store = createMemoryStore()
const machine = createMachine({ store, genesis, resolve })
const database = await openDatabase({
  dir,
  store,
  identity: { chainId: genesis.chainId, genesisHash: computeGenesisHash(genesis) },
  snapshotEveryBlocks: 3,
  // Behind each snapshot there are segments to drop.
  keepBlocks: 2,
  // Two or three blocks: every start meets finished segments, and most blocks begin one.
  segmentBytes: 16_384,
  crashPoint: crashAt(point, Number(nth)),
})
const recovery = await database.recover({
  genesis: () => {
    machine.initChain({ timeMs: genesis.timeMs, chainId: 'crash', initialHeight: 1 })
  },
  resume: () => machine.resume(),
  apply: ({ request }) => {
    const { roots } = machine.finalizeBlock(request)
    machine.commit()
    return roots
  },
})
fs.writeSync(1, `at ${recovery.height} ${toHex(machine.info().lastBlockAppHash)}\n`)
for (const { request } of blocks.slice(recovery.height)) {
  const { roots } = machine.finalizeBlock(request)
  await database.append({ request, roots })
  machine.commit()
  fs.writeSync(1, `stored ${request.height} ${toHex(roots.appHash)}\n`)
  database.committed(request.height)
  // Each snapshot is finished, so that the parts of writing one come in each run.
  await database.idle()
}
await database.close()
fs.writeSync(1, 'done\n')
