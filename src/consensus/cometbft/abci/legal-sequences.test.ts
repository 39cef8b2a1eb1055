import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { createRandom, type Random } from '../../../../sim/random.ts'
import { guardGrammar } from '../../abci-grammar.fixture.ts'
import { createFakeApplication } from '../../embedded/fake-application.fixture.ts'
import { blockAt, CHAIN, serve } from './abci-server.fixture.ts'
import { playLegalSequence } from './legal-sequence.fixture.ts'

/** Pieces of one to a few hundred bytes, or one piece. */
function cutAnywhere(random: Random) {
  return (bytes: Uint8Array): Uint8Array[] => {
    const pieces: Uint8Array[] = []
    for (let at = 0; at < bytes.length; ) {
      const size = random.oneIn(3) ? bytes.length : 1 + random.below(300)
      pieces.push(bytes.subarray(at, at + size))
      at += size
    }
    return pieces
  }
}

test('whatever CometBFT may do, calls are in the order of the grammar and lead to the same state', async () => {
  const totals = { blocks: 0, proposals: 0 }
  const kills: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
      const random = createRandom(seed)
      const transaction = (): Uint8Array => new Uint8Array(1 + random.below(400)).fill(seed)
      const transactions = () => Array.from({ length: random.below(5) }, transaction)
      const guard = guardGrammar(createFakeApplication())
      const { connectCometbft, failures, lines, server } = await serve(guard.application)
      const played = await playLegalSequence({
        connect: () => connectCometbft({ cut: cutAnywhere(random) }),
        random,
        heights: 12,
        chain: CHAIN,
        decide: async (height) => blockAt(height, transactions()),
        transaction,
      })
      await server.close()
      expect(failures).toEqual([])
      expect(lines().filter((line) => line.startsWith('error'))).toEqual([])

      const direct = createFakeApplication()
      direct.initChain(CHAIN)
      for (const [at, block] of played.blocks.entries()) {
        const { appHash } = await direct.finalizeBlock(block)
        expect(played.appHashes[at]).toBe(toHex(appHash))
        await direct.commit()
      }
      totals.blocks += played.blocks.length
      totals.proposals += played.proposals
      for (const [call, count] of Object.entries(played.kills)) {
        kills[call] = (kills[call] ?? 0) + count
      }
    }),
    { numRuns: 30 },
  )
  console.log(`abci sequences: ${JSON.stringify({ ...totals, kills })}`)
  expect(totals.blocks).toBe(360)
  for (const call of ['prepareProposal', 'processProposal', 'finalizeBlock', 'commit', 'idle']) {
    expect(kills[call], call).toBeGreaterThan(10)
  }
})
