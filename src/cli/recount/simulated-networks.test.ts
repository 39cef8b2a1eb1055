import { expect, test } from 'vitest'
import { type Hex, toHex } from '#base/hex.ts'
import type { Log } from '#protocol/abci.ts'
import { decodeEvents } from '#sdk/events/decode-events.ts'
import { createSimGenesis } from '../../../sim/sim-genesis.ts'
import { simulate } from '../../../sim/simulate.ts'
import { compareWithEvents } from './compare.ts'
import type { HistoryEvent } from './read-history.ts'
import { recountProposal } from './recount-proposal.ts'

/** Kinds of network where proposals live fast: plain, and with padded and adaptive quorums, lock bonus and exclusions. */
const SEEDS = [4, 5, 10, 11]
const BLOCKS = 90

/** Logs as a node gives them: those of the transactions of a block, then its own. */
function readLogs(height: number, logs: readonly Log[]): readonly HistoryEvent[] {
  const raw = logs.map(({ address, topics, data }, place) => ({
    address,
    topics: [...topics] as [Hex],
    data: toHex(data),
    blockNumber: BigInt(height),
    blockHash: null,
    logIndex: place,
    transactionHash: null,
    transactionIndex: null,
    removed: false,
  }))
  return decodeEvents(raw as never).map((event) => ({
    ...event,
    height: Number(event.blockNumber),
    place: event.logIndex,
  }))
}

test('every proposal of simulated networks is counted as the chain counted it', () => {
  const counts = new Map<string, number>()
  for (const seed of SEEDS) {
    const history: HistoryEvent[] = []
    simulate({
      seed,
      blocks: BLOCKS,
      operationsPerBlock: 50,
      compareEvery: BLOCKS,
      onBlock: ({ height }, { receipts, systemLogs }) => {
        const logs = [...receipts.flatMap((receipt) => receipt.logs), ...systemLogs]
        for (const event of readLogs(height, logs)) history.push(event)
      },
    })
    const genesis = createSimGenesis(seed)
    for (let id = 1; ; id++) {
      const recount = recountProposal(genesis, history, BLOCKS, id)
      if (recount === undefined) break
      const figures = compareWithEvents(recount)
      const wrong = figures.filter((one) => !one.agrees)
      expect(wrong, `seed ${seed}, proposal ${id}`).toEqual([])
      const { story, vote } = recount
      for (const name of [...figures.map((one) => one.source), story.class, vote?.verdict ?? '–']) {
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    }
  }
  console.log(`recounted: ${[...counts].map(([name, count]) => `${name} ×${count}`).join(', ')}`)
  for (const name of ['ProposalQualified', 'BallotCast', 'VoteCounted', 'ProposalChanged']) {
    expect(counts.get(name), name).toBeGreaterThan(20)
  }
  for (const name of ['policy', 'technical', 'meta', 'directive', 'majority', 'no-majority']) {
    expect(counts.get(name), name).toBeGreaterThan(5)
  }
})
