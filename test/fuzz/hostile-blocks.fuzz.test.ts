import { expect, test } from 'vitest'
import { toHex } from '#base/hex.ts'
import { recoverSender } from '#base/sender.ts'
import { createTransactionMemory } from '#mempool/transaction-memory.ts'
import type { FinalizeBlockRequest, ProcessProposalRequest } from '#protocol/abci.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'
import type { ExecutedBlock } from '#protocol/block.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getEpochOfNext, getSchedule, getSet } from '#protocol/epochs/epoch.ts'
import { delegateOfValidator, toValidatorAddress } from '#protocol/liveness/count.ts'
import type { Machine } from '#protocol/machine.ts'
import { isRevealTransaction } from '#protocol/reveal-transaction.ts'
import type { World } from '#protocol/world.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { INVARIANTS } from '../../sim/invariants.ts'
import { createRandom, type Random } from '../../sim/random.ts'
import { createSimGenesis } from '../../sim/sim-genesis.ts'
import { makeReveal } from '../../sim/sim-keys.ts'
import { resolveRaw } from './fuzz-chain.ts'
import { FUZZ_TIMES } from './fuzz-times.ts'
import {
  damageList,
  type HostileHeader,
  makeGoodList,
  makeHostileHeader,
} from './hostile-blocks.ts'

const BLOCKS = 250 * FUZZ_TIMES
const PROPOSALS_PER_BLOCK = 6
const CHECK_EVERY = 5

const genesis = createSimGenesis()

/** One that remembers transactions as a node does, and one that decodes each anew. */
const memory = createTransactionMemory({
  recover: async (requests) =>
    requests.map((one) => recoverSender(one.signingHash, one.r, one.s, one.yParity)),
})

function openMachine(resolve: Parameters<typeof createMachine>[0]['resolve']): Machine {
  const machine = createMachine({ store: createMemoryStore(), genesis, resolve })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'fuzz', initialHeight: 1 })
  return machine
}

/** As the engine of another node hands them over. */
function copyAll(txs: readonly Uint8Array[]): readonly Uint8Array[] {
  return txs.map((raw) => Uint8Array.from(raw))
}

interface Block extends HostileHeader {
  readonly height: number
  readonly timeMs: number
}

function proposalOf(block: Block, txs: readonly Uint8Array[]): ProcessProposalRequest {
  const { commit: proposedLastCommit, ...header } = block
  return { ...header, txs: copyAll(txs), proposedLastCommit }
}

function requestOf(block: Block, txs: readonly Uint8Array[]): FinalizeBlockRequest {
  const { commit: decidedLastCommit, ...header } = block
  const hash = new Uint8Array(32).fill(block.height)
  return { ...header, txs: copyAll(txs), hash, decidedLastCommit }
}

/** The reveal that counts at this height, if whoever is due has a key that the simulator knows. */
function dueReveal(world: World, height: number): Uint8Array | undefined {
  const set = getSet(world, getEpochOfNext(world, height).epoch)
  const due = toValidatorAddress(getSchedule(world).current.proposer)
  const seat = set.seats.find((one) => one.delegate === delegateOfValidator(set, due))
  return seat === undefined || seat.blsKey.length === 0
    ? undefined
    : makeReveal(seat.blsKey, height)
}

/** What an honest proposer would propose, and what a bad one makes of it. */
function makeProposals(
  machine: Machine,
  block: Block,
  random: Random,
  others: Uint8Array[],
): readonly (readonly Uint8Array[])[] {
  const { commit, misbehavior, ...header } = block
  const good = makeGoodList(random, machine.world, random.below(10))
  others.push(...good)
  others.splice(0, Math.max(0, others.length - 200))
  const honest = machine.prepareProposal(
    { ...header, misbehavior, maxTxBytes: 1_000_000, localLastCommit: commit },
    good,
    dueReveal(machine.world, block.height),
  )
  const damaged = Array.from({ length: PROPOSALS_PER_BLOCK - 1 }, () =>
    damageList(honest, random, others),
  )
  return [honest, ...damaged]
}

function brokenInvariants(world: World): readonly string[] {
  return INVARIANTS.flatMap(({ name, check }) => {
    const problem = check(world)
    return problem === undefined ? [] : [`${name}: ${problem}`]
  })
}

/** Transactions that were left out though their proposal was taken; lack of funds may show only at execution. */
function countLeftOut({ response }: ExecutedBlock): number {
  const { malformed, wrongChain, nonceTooLow, nonceTooHigh } = ADMISSION_CODES
  const codes: readonly number[] = [malformed, wrongChain, nonceTooLow].map(({ code }) => code)
  const wrong = response.txResults.filter(({ code }) => codes.includes(code)).length
  // A gap comes only behind one that its sender could not pay.
  const gaps = response.txResults.some(
    ({ code }) => code === ADMISSION_CODES.insufficientFunds.code,
  )
    ? 0
    : response.txResults.filter(({ code }) => code === nonceTooHigh.code).length
  return wrong + gaps
}

test(
  'whatever a proposer makes up, all nodes judge it alike, and whatever is decided, all execute it alike',
  async () => {
    const random = createRandom(11)
    const others: Uint8Array[] = [Uint8Array.of(2)]
    const one = openMachine(memory.resolve)
    const other = openMachine(resolveRaw)
    const counts = { taken: 0, refused: 0, decidedRefused: 0, reveals: 0, faults: 0, receipts: 0 }
    let timeMs = genesis.timeMs
    for (let height = 1; height <= BLOCKS; height++) {
      timeMs += random.pick([1, 1_000, 1_000, 86_400_000])
      const block: Block = { height, timeMs, ...makeHostileHeader(random, one.world, height) }
      const proposals = makeProposals(one, block, random, others)
      const verdicts: boolean[] = []
      for (const txs of proposals) {
        if (random.oneIn(2)) await memory.prefetch(txs)
        const verdict = one.processProposal(proposalOf(block, txs))
        expect(other.processProposal(proposalOf(block, txs))).toBe(verdict)
        verdicts.push(verdict)
        counts[verdict ? 'taken' : 'refused']++
        if (!verdict) continue
        // Another proposal of the height is executed and dropped, on one node only.
        expect(countLeftOut(one.finalizeBlock(requestOf(block, txs)))).toBe(0)
        one.discard()
      }
      expect(verdicts[0]).toBe(true)
      const decided = random.below(proposals.length)
      const txs = proposals[decided] ?? []
      if (verdicts[decided] === false) counts.decidedRefused++
      if (txs.slice(1).some(isRevealTransaction)) counts.reveals++
      counts.faults += block.misbehavior.length
      const executed = one.finalizeBlock(requestOf(block, txs))
      const again = other.finalizeBlock(requestOf(block, txs))
      expect(toHex(again.roots.appHash)).toBe(toHex(executed.roots.appHash))
      expect(again.response).toEqual(executed.response)
      expect(executed.response.txResults).toHaveLength(txs.length)
      counts.receipts += executed.receipts.length
      one.commit()
      other.commit()
      if (height % CHECK_EVERY === 0) expect(brokenInvariants(one.world)).toEqual([])
    }
    console.log(
      `hostile blocks: ${BLOCKS} blocks, ${Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}`,
    )
    expect(counts.taken).toBeGreaterThan(BLOCKS)
    expect(counts.refused).toBeGreaterThan(BLOCKS)
    expect(counts.decidedRefused).toBeGreaterThan(BLOCKS / 3)
    expect(counts.reveals).toBeGreaterThan(BLOCKS / 20)
    expect(counts.faults).toBeGreaterThan(BLOCKS / 10)
    expect(counts.receipts).toBeGreaterThan(BLOCKS)
  },
  60_000 + 60_000 * FUZZ_TIMES,
)
