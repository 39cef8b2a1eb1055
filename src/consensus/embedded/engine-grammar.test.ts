import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GrammarError, guardGrammar } from '../abci-grammar.fixture.ts'
import { createEmbeddedEngine } from './embedded-engine.ts'
import { createFakeApplication, createTurns } from './fake-application.fixture.ts'
import { createFakeClock } from './fake-clock.fixture.ts'

const NAMES = ['AA', 'BB', 'CC']
const GENESIS = { hash: new Uint8Array(32), timeMs: 1_000 }

test('whatever is asked of the engine, its calls are in the order that ABCI allows', async () => {
  const step = fc.record({
    kind: fc.constantFrom('mine', 'send', 'wait', 'automine', 'interval', 'offline', 'time'),
    amount: fc.integer({ min: 0, max: 4 }),
    on: fc.boolean(),
  })
  let blocks = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
      const application = createFakeApplication()
      const guard = guardGrammar(application)
      const clock = createFakeClock()
      const failures: Error[] = []
      const offline = new Set<string>()
      const engine = createEmbeddedEngine({
        application: guard.application,
        chainId: 1,
        genesis: GENESIS,
        lastBlock: undefined,
        validators: createTurns(NAMES),
        maxTxBytes: () => 1_000,
        pendingTransactions: () => application.pool.length,
        pacing: { intervalMs: 0, automine: false },
        isOnline: (validator) => !offline.has(validator),
        onFailure: (error) => failures.push(error),
        clock,
        checkOwnProposals: true,
      })
      engine.start()
      const asked: Promise<unknown>[] = []
      for (const { kind, amount, on } of steps) {
        if (kind === 'mine') asked.push(engine.mine(amount, on ? 5 : 0).catch(() => {}))
        if (kind === 'wait') await clock.advance(amount * 40)
        if (kind === 'automine') engine.setAutomine(on)
        if (kind === 'interval') engine.setIntervalMs(amount * 25)
        if (kind === 'time') engine.increaseTime(amount)
        if (kind === 'offline') {
          const name = NAMES[amount % NAMES.length] as string
          if (on) offline.add(name)
          else offline.delete(name)
        }
        if (kind === 'send') {
          application.pool.push(Uint8Array.of(amount))
          engine.onTransaction()
        }
      }
      await clock.advance(100)
      await engine.stop()
      await clock.advance(100)
      await Promise.all(asked)
      expect(failures).toEqual([])
      expect(application.blocks.map((block) => block.height)).toEqual(
        application.blocks.map((_block, at) => at + 1),
      )
      blocks += application.blocks.length
    }),
    { numRuns: 200 },
  )
  console.log(`engine by the grammar: ${blocks} blocks`)
  expect(blocks).toBeGreaterThan(500)
})

describe('the grammar is really checked', () => {
  const request = {
    height: 1,
    timeMs: 5,
    hash: new Uint8Array(32),
    proposerAddress: 'AA',
    txs: [],
    decidedLastCommit: { round: 0, votes: [] },
    misbehavior: [],
  }
  const initialised = () => {
    const { application } = guardGrammar(createFakeApplication())
    application.initChain({ timeMs: 0, chainId: '1', initialHeight: 1 })
    return application
  }
  test.each<readonly [string, (application: ReturnType<typeof initialised>) => unknown]>([
    ['a commit without a block', (application) => application.commit()],
    [
      'a second genesis',
      async (application) => application.initChain({ timeMs: 0, chainId: '1', initialHeight: 1 }),
    ],
    ['a height left out', (application) => application.finalizeBlock({ ...request, height: 2 })],
    [
      'two blocks without a commit',
      async (application) => {
        await application.finalizeBlock(request)
        await application.finalizeBlock(request)
      },
    ],
    [
      'two calls at a time',
      (application) => Promise.all([application.finalizeBlock(request), application.commit()]),
    ],
    [
      'a time that does not rise',
      async (application) => {
        await application.finalizeBlock(request)
        await application.commit()
        await application.finalizeBlock({ ...request, height: 2 })
      },
    ],
  ])('%s is refused', async (_name, run) => {
    const name: GrammarError['name'] = 'GrammarError'
    await expect(async () => run(initialised())).rejects.toMatchObject({ name })
  })
})
