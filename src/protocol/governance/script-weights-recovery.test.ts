import { join } from 'node:path'
import { expect, test } from 'vitest'
import { must } from '#base/assert.ts'
import { toHex } from '#base/hex.ts'
import { noCrash } from '#state/crash-point.ts'
import { nodeDisk } from '#state/disk.ts'
import { loadSnapshot } from '#state/snapshot/load-snapshot.ts'
import { writeSnapshot } from '#state/snapshot/write-snapshot.ts'
import { createMemoryStore, type MemoryStore } from '#state/store/memory-store.ts'
import { temporaryDirectory } from '#state/temporary-directory.fixture.ts'
import type { FinalizeBlockRequest } from '../abci.ts'
import type { ExecutedBlock, SignedTransaction } from '../block.ts'
import { createMachine } from '../create-machine.ts'
import type { Machine } from '../machine.ts'
import { findLogs } from './find-logs.fixture.ts'
import {
  actScripts,
  FLAT,
  LINEAR,
  runScript,
  stake,
  startWeighed,
} from './script-weights.fixture.ts'

interface Recording {
  readonly genesis: Machine['genesis']
  readonly requests: readonly FinalizeBlockRequest[]
  /** App hashes of the blocks. */
  readonly hashes: readonly string[]
  readonly signed: ReadonlyMap<Uint8Array, SignedTransaction>
  /** Heights at whose end a table came into force. */
  readonly changes: readonly number[]
}

/** A chain on which two tables come into force, one after the other, with stakes around. */
function record(): Recording {
  const network = startWeighed()
  const { machine } = network
  const requests = network.blocks.map(requestOfFirst)
  const { finalizeBlock } = machine
  Object.assign(machine, {
    finalizeBlock: (request: FinalizeBlockRequest) => {
      requests.push(request)
      return finalizeBlock(request)
    },
  })
  actScripts(network, FLAT)
  stake(network, 'emil', 'carol', 500, 91)
  network.endEpoch(3)
  actScripts(network, LINEAR)
  stake(network, 'emil', 'bob', 200, 91)
  network.endEpoch(2)
  const signed = new Map<Uint8Array, SignedTransaction>()
  for (const { transactions } of network.blocks) {
    for (const one of transactions) signed.set(one.transaction.raw, one)
  }
  return {
    genesis: machine.genesis,
    requests,
    hashes: network.blocks.map(({ roots }) => toHex(roots.appHash)),
    signed,
    changes: findLogs(network, 'WeightsChanged').map(({ height }) => height),
  }
}

function requestOfFirst(block: ExecutedBlock): FinalizeBlockRequest {
  const { height, timeMs, hash, proposerAddress, transactions } = block
  expect(height).toBe(1)
  return {
    height,
    timeMs,
    hash,
    proposerAddress,
    txs: transactions.map(({ transaction }) => transaction.raw),
    decidedLastCommit: { round: 0, votes: [] },
    misbehavior: [],
  }
}

function openMachine({ genesis, signed }: Recording, store: MemoryStore): Machine {
  const resolve = (raw: Uint8Array) => must(signed.get(raw), 'a recorded transaction')
  return createMachine({ store, genesis, resolve, runScript, recoverSender: () => undefined })
}

/** Makes recorded blocks and compares each app hash. */
function goOn(machine: Machine, { requests, hashes }: Recording, from: number, to: number): void {
  for (let height = from; height <= to; height++) {
    const { roots } = machine.finalizeBlock(must(requests[height - 1], 'a request'))
    machine.commit()
    expect(toHex(roots.appHash), `block ${height}`).toBe(hashes[height - 1])
  }
}

test('a node that replays the blocks, and one that begins with a snapshot before, at or after a change of weights, get the same hashes', async () => {
  const recording = record()
  const { genesis, hashes, changes } = recording
  expect(changes).toHaveLength(2)
  const last = hashes.length
  const stops = changes.flatMap((height) => [height - 1, height, height + 1])
  const folder = temporaryDirectory()
  const store = createMemoryStore()
  const machine = openMachine(recording, store)
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'test', initialHeight: 1 })
  let done = 0
  for (const stop of stops) {
    goOn(machine, recording, done + 1, stop)
    done = stop
    const path = join(folder, `${stop}.snapshot`)
    const identity = { chainId: genesis.chainId, genesisHash: new Uint8Array(32) }
    const view = store.view()
    await writeSnapshot({ path, view, height: stop, identity, disk: nodeDisk, crashPoint: noCrash })
    const loaded = createMemoryStore()
    const other = openMachine(recording, loaded)
    loadSnapshot(path, loaded, { checkRecords: true })
    other.resume()
    const weights = machine.world.staking.weights.get(0)
    expect(other.world.staking.weights.get(0)).toEqual(weights)
    expect(weights === undefined).toBe(stop < (changes[0] ?? 0))
    goOn(other, recording, stop + 1, last)
  }
  goOn(machine, recording, done + 1, last)
  expect(stops).toHaveLength(6)
})

test('a block that was dropped at the boundary is made again with the same votes', () => {
  const recording = record()
  const { genesis, requests, hashes, changes } = recording
  const machine = openMachine(recording, createMemoryStore())
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'test', initialHeight: 1 })
  const height = must(changes[0], 'a change')
  goOn(machine, recording, 1, height - 1)
  machine.finalizeBlock(must(requests[height - 1], 'a request'))
  expect(machine.world.staking.weights.size).toBe(1)
  machine.discard()
  expect(machine.world.staking.weights.size).toBe(0)
  goOn(machine, recording, height, hashes.length)
})
