import { getAccount } from '#protocol/accounts/balance.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import type { Machine } from '#protocol/machine.ts'
import type { BlockRecord, RpcBackend } from '#rpc/backend.ts'
import { createGenesisRecord, toBlockRecord } from '#rpc/block-record.ts'
import { createFakeBackend } from '#rpc/fake-backend.fixture.ts'
import { createQueries } from '#rpc/queries/create-queries.ts'
import { createDirectClient } from '#rpc/rpc-client.fixture.ts'
import { type RpcClient } from '#indexer/node/rpc-client.ts'
import { simulate } from '../../sim/simulate.ts'

/** A chain of the simulator, served as a node would serve it, without HTTP. */
export interface SimChain {
  readonly rpc: RpcClient
  readonly backend: RpcBackend
  readonly height: number
  /** Logs of all its blocks. */
  readonly events: number
}

/** Makes a chain with random operations of every kind; `variant` chooses among the simulator's networks, see `sim/sim-genesis.ts`. */
export function makeSimChain(options: {
  readonly seed: number
  readonly blocks: number
  readonly operationsPerBlock: number
}): SimChain {
  const executed: ExecutedBlock[] = []
  let machine: Machine | undefined
  simulate({
    ...options,
    compareEvery: options.blocks,
    onBlock: (_, block, running) => {
      executed.push(block)
      machine = running
    },
  })
  if (machine === undefined) throw new Error('a chain has a block')
  return serveChain(machine, executed)
}

/** Serves executed blocks, and the state after the last of them. */
export function serveChain(machine: Machine, executed: readonly ExecutedBlock[]): SimChain {
  const { genesis, world } = machine
  const queries = createQueries({ world, name: genesis.name })
  const chain: BlockRecord[] = [
    createGenesisRecord({
      hash: queries.status().genesisHash,
      timeMs: genesis.timeMs,
      appHash: new Uint8Array(32),
      gasLimit: genesis.rules.maxBlockGas,
      gasPriceRau: genesis.rules.gasPriceRau,
    }),
  ]
  let events = 0
  for (const block of executed) {
    chain.push(toBlockRecord(block, (chain.at(-1) as BlockRecord).hash))
    events += block.systemLogs.length
    for (const { logs } of block.receipts) events += logs.length
  }
  const backend: RpcBackend = {
    ...createFakeBackend(),
    chainId: genesis.chainId,
    genesis,
    queries,
    head: () => chain.at(-1) as BlockRecord,
    blockByHeight: (height: number) => chain[height],
    account: (address: Parameters<typeof getAccount>[1]) => getAccount(world.accounts, address),
  }
  const client = createDirectClient(backend, { maxResponseBytes: 100_000_000 })
  return {
    backend,
    height: executed.length,
    events,
    rpc: {
      url: 'the simulator',
      batch: async (calls) => {
        const requests = calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call }))
        const answers = (await client.send(JSON.stringify(requests))) as readonly {
          readonly result?: unknown
          readonly error?: unknown
        }[]
        return answers.map(({ result, error }) => {
          if (error !== undefined) throw new Error(JSON.stringify(error))
          return result
        })
      },
    },
  }
}
