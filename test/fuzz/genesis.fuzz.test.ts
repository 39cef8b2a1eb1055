import { describe, expect, test } from 'vitest'
import { ZERO_ADDRESS } from '#base/address.ts'
import { TransactionError } from '#base/transaction.ts'
import { devnetGenesis } from '#params/devnet/genesis.ts'
import type { Genesis } from '#params/genesis.ts'
import { formatGenesis, GenesisError, parseGenesis } from '#params/genesis-file.ts'
import { createMachine } from '#protocol/create-machine.ts'
import { getSchedule } from '#protocol/epochs/epoch.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { createTestGenesis } from '#protocol/test-network.fixture.ts'
import { STAKING_ADDRESS } from '#protocol/system-addresses.ts'
import { createMemoryStore } from '#state/store/memory-store.ts'
import { INVARIANTS } from '../../sim/invariants.ts'
import { createRandom } from '../../sim/random.ts'
import { createSimGenesis, SIM_VARIANTS } from '../../sim/sim-genesis.ts'
import { FUZZ_TIMES } from './fuzz-times.ts'
import { mutateJson } from './mutate-json.ts'

const CASES = 4_000 * FUZZ_TIMES
/** Blocks that a chain from an accepted genesis makes: more than a short epoch. */
const BLOCKS = 30

const FILES: readonly unknown[] = [
  createTestGenesis({ holders: { dora: 1 } }),
  ...Array.from({ length: SIM_VARIANTS }, (_, variant) => createSimGenesis(variant)),
].map((genesis) => JSON.parse(JSON.stringify(formatGenesis(genesis))) as unknown)

/** Makes some blocks after a genesis, each by whoever is due, and checks what must hold in every state. */
function beginChain(genesis: Genesis): void {
  const machine = createMachine({
    store: createMemoryStore(),
    genesis,
    resolve: () => new TransactionError('malformed', 'nobody sends anything here'),
  })
  machine.initChain({ timeMs: genesis.timeMs, chainId: 'fuzz', initialHeight: 1 })
  for (let height = 1; height <= BLOCKS; height++) {
    const { previous, current } = getSchedule(machine.world)
    const votes = previous.validators.map(({ address }) => ({
      validator: toValidatorAddress(address),
      flag: 'commit' as const,
    }))
    machine.finalizeBlock({
      height,
      timeMs: genesis.timeMs + height,
      hash: new Uint8Array(32),
      proposerAddress: toValidatorAddress(current.proposer),
      txs: [],
      decidedLastCommit: { round: 0, votes },
      misbehavior: [],
    })
    machine.commit()
  }
  for (const { name, check } of INVARIANTS) expect(check(machine.world), name).toBeUndefined()
}

test(
  'a damaged genesis is refused in words, or a chain begins with it',
  () => {
    const random = createRandom(1)
    const counts = { refused: 0, accepted: 0, problems: 0 }
    for (let i = 0; i < CASES; i++) {
      const damaged = mutateJson(random.pick(FILES), random)
      const file = random.oneIn(2) ? declareSupply(damaged) : damaged
      let genesis: Genesis
      try {
        genesis = parseGenesis(file)
      } catch (error) {
        if (!(error instanceof GenesisError)) throw unexpected(file, error)
        expect(error.problems.length).toBeGreaterThan(0)
        for (const problem of error.problems) expect(problem).toMatch(/^[^\n]{5,2000}$/)
        counts.refused++
        counts.problems += error.problems.length
        continue
      }
      try {
        beginChain(genesis)
        expect(parseGenesis(JSON.parse(JSON.stringify(formatGenesis(genesis))))).toEqual(genesis)
      } catch (error) {
        throw unexpected(file, error)
      }
      counts.accepted++
    }
    console.log(
      `${CASES} damaged genesis files: ${counts.refused} refused with ${counts.problems} problems, ${counts.accepted} good`,
    )
    expect(counts.refused).toBeGreaterThan(CASES / 2)
    expect(counts.accepted).toBeGreaterThan(CASES / 100)
  },
  60_000 + 60_000 * FUZZ_TIMES,
)

/** Makes the declared supply what the damaged amounts add up to, so that more than the supply is looked at. */
function declareSupply(file: unknown): unknown {
  const lists = file as {
    readonly rewardFundRau: string
    readonly accounts: readonly { readonly balanceRau: string }[]
    readonly buckets: readonly { readonly amountRau: string }[]
  }
  try {
    let sumRau = BigInt(lists.rewardFundRau)
    for (const { balanceRau } of lists.accounts) sumRau += BigInt(balanceRau)
    for (const { amountRau } of lists.buckets) sumRau += BigInt(amountRau)
    return { ...lists, supplyRau: `${sumRau}` }
  } catch {
    return file
  }
}

function unexpected(file: unknown, error: unknown): Error {
  const text = JSON.stringify(file, (name, value: unknown) =>
    ['accounts', 'delegates', 'buckets'].includes(name) && Array.isArray(value) && value.length > 5
      ? '…'
      : value,
  )
  return new Error(`${String(error)} with the genesis ${text.slice(0, 3_000)}`, { cause: error })
}

type File = { readonly [name: string]: unknown }

function problemsOf(json: unknown): string {
  try {
    parseGenesis(json)
  } catch (error) {
    if (error instanceof GenesisError) return error.problems.join('\n')
    throw error
  }
  return 'none'
}

describe('a genesis that once stopped the program is refused', () => {
  const file = FILES[1] as File
  const rules = file['rules'] as File
  test.each([
    [
      'a rule that is no value',
      { rules: { ...rules, producers: { toString: 1 } } },
      'rules.producers',
    ],
    [
      'votes that elect nobody',
      { rules: { ...rules, scoreThresholdRau: `${10n ** 27n}` } },
      'delegates must have',
    ],
    [
      'coins at the staking address',
      { accounts: [{ address: STAKING_ADDRESS, balanceRau: '1' }] },
      'accounts[0].address is an address of the protocol itself',
    ],
    [
      'a delegate whose rewards go to nobody',
      { delegates: [{ ...(file['delegates'] as readonly File[])[0], reward: ZERO_ADDRESS }] },
      'delegates[0].reward is the zero address',
    ],
    ['a time at the end of numbers', { time: Number.MAX_SAFE_INTEGER }, 'time must be'],
  ])('%s', (_, change, problem) => {
    expect(problemsOf({ ...file, ...change })).toContain(problem)
  })
})

test('the genesis of the devnet survives being written and read', () => {
  const genesis = devnetGenesis()
  const again = parseGenesis(JSON.parse(JSON.stringify(formatGenesis(genesis))))
  expect(again).toEqual(genesis)
})
