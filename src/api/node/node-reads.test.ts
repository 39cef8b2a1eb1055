import { expect, test } from 'vitest'
import type { BouleClient } from '#sdk/create-boule-client.ts'
import { createNodeReads } from './node-reads.ts'

const STATUS = { height: 70, blockHash: '0x01', epoch: 7, endHeight: 72 }

test('an election is read with the rules of the epoch that is elected for', async () => {
  const client = {
    getStatus: () => Promise.resolve(STATUS),
    getRanking: () => Promise.resolve({ total: 0, items: [] }),
    getEpoch: () => Promise.resolve({ set: null }),
    getNextSet: () => Promise.resolve(null),
    getProjectedSet: () => Promise.resolve({ epoch: 8, seats: [] }),
    getRandomness: () => Promise.resolve({ mix: '0x' }),
    getRules: ({ epoch }: { readonly epoch: number }) =>
      Promise.resolve({ consensusDelegates: { value: epoch === 8 ? 36 : 12 } }),
  } as unknown as BouleClient
  const reads = createNodeReads(client, { get: (_key, make) => make() })
  expect((await reads.election()).rules['consensusDelegates']?.value).toBe(36)
})
