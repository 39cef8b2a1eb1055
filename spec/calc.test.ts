import { expect, test } from 'vitest'
import { type CalcKind, runCalc } from '#cli/calc/run-calc.ts'
import { expectExecuted, readVectors } from './vector-files.ts'

/* The vectors once more, through the lines of JSON that `boule calc` reads and writes. */

async function calc(kind: CalcKind, inputs: readonly object[]): Promise<readonly unknown[]> {
  const answers: unknown[] = []
  const lines = async function* () {
    for (const input of inputs) yield `${JSON.stringify(input)}\n`
  }
  const exitCode = await runCalc(kind, lines(), (line) => answers.push(JSON.parse(line)))
  expect(exitCode).toBe(0)
  return answers
}

type Update = { readonly pubKey: string; readonly power: number }
type Scenario = {
  readonly genesis: readonly Update[]
  readonly heights: readonly {
    readonly height: number
    readonly proposers: readonly string[]
    readonly updates?: readonly Update[] | null
  }[]
}

test('cometbft_schedule.json through calc schedule', async () => {
  const { scenarios } = readVectors<{ scenarios: readonly Scenario[] }>('cometbft_schedule.json')
  const toText = (updates: readonly Update[]) =>
    updates.map(({ pubKey, power }) => ({ pubKey, power: power.toString() }))
  const inputs = scenarios.map(({ genesis, heights }) => ({
    genesis: toText(genesis),
    updates: Object.fromEntries(
      heights.flatMap(({ height, updates }) =>
        updates === undefined || updates === null ? [] : [[height, toText(updates)]],
      ),
    ),
    heights: heights.length,
    rounds: 4,
  }))
  const answers = await calc('schedule', inputs)
  const expected = scenarios.map(({ heights }) => ({
    proposers: heights.map((height) => height.proposers),
  }))
  expect(answers).toEqual(expected)
  expectExecuted('cometbft_schedule.json (calc)', answers.length, 12)
})

type GoRow = {
  readonly days: number
  readonly auto: boolean
  readonly self: boolean
  readonly votes?: Readonly<Record<string, string>>
}

test('vote_weight_go.json through calc votes', async () => {
  const { rows } = readVectors<{ rows: readonly GoRow[] }>('vote_weight_go.json')
  const cases = rows.flatMap(({ days, auto, self, votes }) =>
    Object.entries(votes ?? {}).map(([amountRau, expected]) => ({
      input: { rule: 'native', amountRau, days, autoStake: auto, selfStake: self },
      expected: { votes: expected },
    })),
  )
  const answers = await calc(
    'votes',
    cases.map((one) => one.input),
  )
  expect(answers).toEqual(cases.map((one) => one.expected))
  expectExecuted('vote_weight_go.json (calc)', answers.length, 288)
})

type DrawVectors = {
  readonly test_addresses: readonly string[]
  readonly repo_test_case: {
    readonly input: readonly string[]
    readonly epochStartHeight: number
    readonly active: readonly string[]
  }
  readonly generated: readonly { epochStartHeight: number; active24: readonly string[] }[]
}

test('crypto_sort.json through calc draw', async () => {
  const vectors = readVectors<DrawVectors>('crypto_sort.json')
  const { input, epochStartHeight, active } = vectors.repo_test_case
  const cases = [
    { operators: input, epochStartHeight, producers: active },
    ...vectors.generated.map((one) => ({
      operators: vectors.test_addresses,
      epochStartHeight: one.epochStartHeight,
      producers: one.active24,
    })),
  ]
  const answers = await calc(
    'draw',
    cases.map(({ operators, epochStartHeight: start }) => ({
      rule: 'iotex-2019',
      epochStartHeight: start,
      operators,
      count: 24,
    })),
  )
  expect(answers).toEqual(cases.map(({ producers }) => ({ producers })))
  expectExecuted('crypto_sort.json (calc)', answers.length, 5)
})

test('candidate_sort.json through calc ranking', async () => {
  const { equal_votes_order: orders } = readVectors<{
    equal_votes_order: readonly { seed: number; order: readonly string[] }[]
  }>('candidate_sort.json')
  const answers = await calc(
    'ranking',
    orders.map(({ seed, order }) => ({
      rule: 'iotex-2019',
      seed,
      delegates: order.toSorted().map((name) => ({ name, votes: '5' })),
    })),
  )
  const names = (answers as { ranking: { name: string }[] }[]).map(({ ranking }) =>
    ranking.map((row) => row.name),
  )
  expect(names).toEqual(orders.map((one) => one.order))
  expectExecuted('candidate_sort.json (calc)', answers.length, 4)
})

test('epoch_math_real.json through calc epoch', async () => {
  const { real_pairs: pairs } = readVectors<{
    real_pairs: readonly { epoch: number; startHeight: number }[]
  }>('epoch_math_real.json')
  const answers = await calc(
    'epoch',
    pairs.map(({ startHeight }) => ({ rule: 'iotex-mainnet', height: startHeight })),
  )
  for (const [index, { epoch, startHeight }] of pairs.entries()) {
    expect(answers[index]).toMatchObject({ epoch, startHeight })
  }
  expectExecuted('epoch_math_real.json (calc)', answers.length, 6)
})
