import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { createTransactionMemory } from '#mempool/transaction-memory.ts'
import { createTransactionPool } from '#mempool/transaction-pool.ts'
import { createApplication } from '#node/application.ts'
import { createProposerPort } from '#node/engines/proposer-port.ts'
import { createRevealSigner } from '#node/reveal-signer.ts'
import { createDevRevealKeys } from '#node/reveal-keys.ts'
import {
  signedTransfer,
  TEST_ACCOUNTS,
  type TestAccount,
  testGenesis,
} from '#node/test-network.fixture.ts'
import type { FinalizeBlockRequest } from '#protocol/abci.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { createRandom, type Random } from '../../../../sim/random.ts'
import { guardGrammar } from '../../abci-grammar.fixture.ts'
import { serve } from './abci-server.fixture.ts'
import { playLegalSequence } from './legal-sequence.fixture.ts'

const genesis = testGenesis()
const CHAIN = { timeMs: genesis.timeMs, chainId: String(genesis.chainId), initialHeight: 1 }

function createNode() {
  const memory = createTransactionMemory({
    recover: async (requests) =>
      requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity)),
  })
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve: memory.resolve })
  const pool = createTransactionPool({
    account: (address) => getAccount(machine.world.accounts, address),
    baseFeeRau: genesis.rules.gasPriceRau,
  })
  const add = (raw: Uint8Array): boolean => {
    const signed = memory.resolve(raw)
    return !(signed instanceof Error) && pool.add(signed).ok
  }
  const application = createApplication({
    machine,
    pool,
    memory,
    transactions: {
      submit: async (raw) =>
        add(raw)
          ? { ok: true, hash: '0x' }
          : { ok: false, code: 'malformed', message: 'not taken' },
      insert: (raw) => (add(raw) ? 'taken' : 'retry'),
      reap: () => [],
    },
    signReveal: createRevealSigner(machine.world, genesis.chainId, createDevRevealKeys(genesis)),
    storeBlock: async () => {},
    onCommitted: async () => {},
  })
  return { application, add, validators: createProposerPort(machine.world) }
}

/** A node without a network, which makes each block and remembers the state after it. */
function createReference(random: Random) {
  const { application, add, validators } = createNode()
  application.initChain(CHAIN)
  const nonces = new Map<TestAccount, number>()
  const appHashes: string[] = []

  const transfer = (): Uint8Array => {
    const account = random.pick(TEST_ACCOUNTS)
    const nonce = nonces.get(account) ?? 0
    nonces.set(account, nonce + 1)
    return signedTransfer(account, nonce)
  }
  const decide = async (height: number): Promise<FinalizeBlockRequest> => {
    for (let left = random.below(4); left > 0; left--) add(transfer())
    const last = height === 1 ? undefined : validators(height - 1)
    const votes = (last?.validators ?? []).map((validator) => ({
      validator,
      flag: random.pick(['commit', 'commit', 'commit', 'nil', 'absent'] as const),
    }))
    const header = {
      height,
      timeMs: genesis.timeMs + height * 1_000,
      proposerAddress: validators(height)?.proposerAt(0) ?? '',
      misbehavior: [],
    }
    const lastCommit = { round: 0, votes }
    const txs = await application.prepareProposal({
      ...header,
      maxTxBytes: 100_000,
      localLastCommit: lastCommit,
    })
    const hash = new Uint8Array(32).fill(height)
    const block = { ...header, txs, decidedLastCommit: lastCommit, hash }
    appHashes.push(toHex((await application.finalizeBlock(block)).appHash))
    await application.commit()
    return block
  }
  return { decide, transfer, appHashes }
}

test('the node gets to the same states over the socket, whatever CometBFT does and where it is killed', async () => {
  let blocks = 0
  let kills = 0
  let transactions = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
      const random = createRandom(seed)
      const reference = createReference(random)
      const guard = guardGrammar(createNode().application)
      const { connectCometbft, failures, server } = await serve(guard.application)
      const played = await playLegalSequence({
        connect: () => connectCometbft(),
        random,
        heights: 16,
        chain: CHAIN,
        decide: reference.decide,
        transaction: () => signedTransfer(random.pick(TEST_ACCOUNTS), random.below(9)),
      })
      await server.close()
      expect(failures).toEqual([])
      expect(played.appHashes).toEqual(reference.appHashes)
      blocks += played.blocks.length
      kills += Object.values(played.kills).reduce((sum, count) => sum + count, 0)
      transactions += played.blocks.reduce((sum, block) => sum + block.txs.length, 0)
    }),
    { numRuns: 6 },
  )
  console.log(`over the socket: ${blocks} blocks, ${transactions} transactions, ${kills} kills`)
  expect(blocks).toBe(96)
  expect(transactions).toBeGreaterThan(150)
  expect(kills).toBeGreaterThan(30)
})
