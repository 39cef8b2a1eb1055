import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { guardGrammar } from '#consensus/abci-grammar.fixture.ts'
import { createTransactionMemory } from '#mempool/transaction-memory.ts'
import { createTransactionPool } from '#mempool/transaction-pool.ts'
import type { FinalizeBlockRequest } from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { isRevealTransaction } from '#protocol/reveal-transaction.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { createApplication, type TransactionPorts } from './application.ts'
import { createDevRevealKeys } from './reveal-keys.ts'
import { createProposerPort } from './engines/proposer-port.ts'
import { createRevealSigner } from './reveal-signer.ts'
import {
  signedTransfer,
  TEST_ACCOUNTS,
  type TestAccount,
  testGenesis,
} from './test-network.fixture.ts'

const genesis = testGenesis()
const [alice, bob] = TEST_ACCOUNTS as readonly [TestAccount, TestAccount]

function setUp() {
  const memory = createTransactionMemory({
    recover: async (requests) =>
      requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity)),
  })
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve: memory.resolve })
  const pool = createTransactionPool({
    account: (address) => getAccount(machine.world.accounts, address),
    baseFeeRau: genesis.rules.gasPriceRau,
  })
  const committed: ExecutedBlock[] = []
  const stored: FinalizeBlockRequest[] = []
  let storeFails = false
  const inserted: Uint8Array[] = []
  const transactions: TransactionPorts = {
    submit: async (raw) => {
      const signed = memory.resolve(raw)
      if (signed instanceof Error) return { ok: false, code: 'malformed', message: signed.message }
      const { code, log } = machine.checkTx(signed)
      if (code !== 0) return { ok: false, code: String(code), message: log }
      const added = pool.add(signed)
      return added.ok
        ? { ok: true, hash: signed.transaction.hash }
        : { ok: false, ...added.refusal }
    },
    insert: (raw) => {
      inserted.push(raw)
      return 'taken'
    },
    reap: () => inserted.splice(0),
  }
  const application = createApplication({
    machine,
    pool,
    memory,
    transactions,
    signReveal: createRevealSigner(machine.world, genesis.chainId, createDevRevealKeys(genesis)),
    storeBlock: async (block) => {
      if (storeFails) throw new Error('the disk is full')
      stored.push(block.request)
    },
    onCommitted: async (block) => void committed.push(block),
  })
  application.initChain({
    timeMs: genesis.timeMs,
    chainId: String(genesis.chainId),
    initialHeight: 1,
  })
  const validators = createProposerPort(machine.world)
  const add = (raw: Uint8Array) => {
    const signed = memory.resolve(raw)
    if (signed instanceof Error) throw signed
    return pool.add(signed)
  }
  const failStore = (): void => {
    storeFails = true
  }
  return { application, machine, pool, validators, committed, stored, add, failStore }
}

type Rig = ReturnType<typeof setUp>

function header(rig: Pick<Rig, 'application' | 'validators'>) {
  const height = rig.application.info().lastBlockHeight + 1
  const schedule = rig.validators(height)
  const last = rig.validators(height - 1)
  const votes =
    height === 1 || last === undefined
      ? []
      : last.validators.map((validator) => ({ validator, flag: 'commit' as const }))
  return {
    height,
    timeMs: genesis.timeMs + height * 1_000,
    proposerAddress: schedule?.proposerAt(0) ?? '',
    misbehavior: [],
    commit: { round: 0, votes },
  }
}

async function propose(rig: Rig): Promise<FinalizeBlockRequest> {
  const { commit, ...shared } = header(rig)
  const txs = await rig.application.prepareProposal({
    ...shared,
    maxTxBytes: 100_000,
    localLastCommit: commit,
  })
  return { ...shared, txs, decidedLastCommit: commit, hash: new Uint8Array(32).fill(shared.height) }
}

describe('a block', () => {
  test('carries the reveal of its proposer first, then the pool; is stored, committed and told', async () => {
    const rig = setUp()
    const raw = signedTransfer(alice, 0)
    rig.add(raw)
    const request = await propose(rig)
    expect(request.txs.map(isRevealTransaction)).toEqual([true, false])
    expect(request.txs[1]).toBe(raw)
    const response = await rig.application.finalizeBlock(request)
    let isSettled = false
    const settled = rig.application.settled()?.then(() => {
      isSettled = true
    })
    expect(settled).toBeDefined()
    expect(response.txResults.map((result) => result.code)).toEqual([0, 0])
    expect([rig.pool.size, rig.stored.length, rig.committed.length]).toEqual([1, 0, 0])
    expect(rig.application.info().lastBlockHeight).toBe(0)
    expect(isSettled).toBe(false)
    await rig.application.commit()
    await settled
    expect(rig.application.settled()).toBeUndefined()
    expect(rig.application.info()).toEqual({
      lastBlockHeight: 1,
      lastBlockAppHash: response.appHash,
    })
    expect(rig.pool.size).toBe(0)
    expect(rig.stored).toEqual([request])
    expect(rig.committed.map((block) => block.receipts.length)).toEqual([1])
    expect(rig.committed[0]?.reveal).toBeDefined()
  })

  test('that cannot be stored is not committed, and nobody is told', async () => {
    const rig = setUp()
    rig.add(signedTransfer(alice, 0))
    const request = await propose(rig)
    await rig.application.finalizeBlock(request)
    rig.failStore()
    await expect(rig.application.commit()).rejects.toThrow('the disk is full')
    rig.application.discard()
    expect(rig.application.info().lastBlockHeight).toBe(0)
    expect(rig.committed).toEqual([])
    expect(rig.pool.size).toBe(1)
    expect(getAccount(rig.machine.world.accounts, alice.address).nonce).toBe(0)
  })

  test('a transaction that became invalid in the pool leaves it', async () => {
    const rig = setUp()
    // The pool does not look at what an action needs; the state machine does.
    rig.add(signedTransfer(alice, 0, { gasLimit: 9_999 }))
    rig.add(signedTransfer(bob, 0))
    await rig.application.finalizeBlock(await propose(rig))
    await rig.application.commit()
    expect(rig.pool.size).toBe(0)
    expect(rig.committed[0]?.transactions.map((signed) => signed.sender)).toEqual([bob.address])
  })

  test('a proposal of more transactions than a block has gas for is refused unread', async () => {
    const rig = setUp()
    const { commit, ...shared } = header(rig)
    const { maxBlockGas, gasPerAction } = genesis.rules
    const unreadable = new Proxy(new Uint8Array(0), {
      get: () => expect.unreachable('a transaction was read'),
    })
    const txs = Array.from({ length: maxBlockGas / gasPerAction + 2 }, () => unreadable)
    const proposal = { ...shared, txs, proposedLastCommit: commit }
    expect(await rig.application.processProposal(proposal)).toBe(false)
  })

  test('the check of a transaction answers by code', async () => {
    const { application } = setUp()
    expect((await application.checkTx(signedTransfer(alice, 0))).code).toBe(0)
    expect((await application.checkTx(Uint8Array.of(1, 2))).code).toBeGreaterThan(0)
    expect(
      (await application.checkTx(signedTransfer(alice, 0, { chainId: 1 }))).code,
    ).toBeGreaterThan(0)
  })
})

/** What a consensus engine may do before it decides, as often as it likes. */
const choices = fc.record({
  prepare: fc.nat({ max: 2 }),
  process: fc.nat({ max: 3 }),
  abandoned: fc.nat({ max: 2 }),
  senders: fc.array(fc.nat({ max: 3 }), { maxLength: 4 }),
})

test('every legal sequence of calls leads to the hashes of the shortest one', async () => {
  let blocks = 0
  let abandonedBlocks = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(choices, { minLength: 1, maxLength: 14, size: 'max' }),
      async (heights) => {
        const plain = setUp()
        const wild = setUp()
        const guard = guardGrammar(wild.application, 'ready')
        const nonces = new Map<number, number>()
        for (const { prepare, process, abandoned, senders } of heights) {
          for (const sender of senders) {
            const nonce = nonces.get(sender) ?? 0
            nonces.set(sender, nonce + 1)
            const raw = signedTransfer(TEST_ACCOUNTS[sender] as TestAccount, nonce)
            plain.add(raw)
            wild.add(raw)
          }
          const request = await propose(plain)
          const { commit, ...shared } = header(wild)
          for (let i = 0; i < prepare; i++) {
            await guard.application.prepareProposal({
              ...shared,
              maxTxBytes: 100_000 - i,
              localLastCommit: commit,
            })
          }
          for (let i = 0; i < process; i++) {
            const proposal = { ...shared, proposedLastCommit: commit }
            expect(await guard.application.processProposal({ ...proposal, txs: request.txs })).toBe(
              true,
            )
            const twice = [...request.txs, ...request.txs]
            expect(await guard.application.processProposal({ ...proposal, txs: twice })).toBe(
              twice.length === 0,
            )
          }
          for (let i = 0; i < abandoned; i++) {
            // Another block of this height, or the same one, whose engine goes away before the commit.
            const other = i === 0 ? { ...request, txs: [], timeMs: request.timeMs + 7 } : request
            await guard.application.finalizeBlock(other)
            guard.application.discard()
            abandonedBlocks++
          }
          const expected = await plain.application.finalizeBlock(request)
          const given = await guard.application.finalizeBlock(request)
          expect(toHex(given.appHash)).toBe(toHex(expected.appHash))
          expect(given).toEqual(expected)
          await plain.application.commit()
          await guard.application.commit()
          blocks++
        }
        expect(wild.committed).toEqual(plain.committed)
      },
    ),
    { numRuns: 12 },
  )
  console.log(`legal sequences: ${blocks} blocks, ${abandonedBlocks} abandoned`)
  expect(blocks).toBeGreaterThan(40)
  expect(abandonedBlocks).toBeGreaterThan(20)
})
