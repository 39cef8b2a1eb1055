import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkGenesis } from '#params/genesis-file.ts'
import { runDeterministically } from '../test/determinism-guard.ts'
import { createModel } from '../spec/model/model.ts'
import type { Formula } from '../spec/model/governance-types.ts'
import type { ModelRules } from '../spec/model/types.ts'
import { keepWhenFailing, readFailingSeeds } from './failing-seeds.ts'
import type { MakeModel } from './model-twin.ts'
import { createSimGenesis, SIM_VARIANTS } from './sim-genesis.ts'
import { FORMULAS } from './sim-scripts.ts'
import { SimFailure, simulate } from './simulate.ts'
import { addResult, createSummary, formatSummary } from './summary.ts'

const SEEDS = 48
const BLOCKS = 100
const OPERATIONS_PER_BLOCK = 50
/** Each operation must have been done and refused at least so often, or the run proves less than it says. */
const FLOOR = 20
/** Operations that can never be done. */
const NEVER_DONE = ['migrateStake', 'cancelCandidateDeactivation', 'notAdmitted']
/** Ballots that do not count are left out of a batch, which is done all the same. */
const SELDOM_REFUSED = ['relayBallots']
/** Ways that proposals can go, and that no seed of the gate happens to lead to. */
const BY_NO_CHANCE: readonly string[] = [
  'signalling → cancelled (guardian)',
  'signalling → cancelled (counter-vote)',
  'exec-failed → actioned (executed)',
  'extended → extended (late-flip)',
]
/** Refusals that must have come up. */
const CODES = [
  500, 501, 502, 503, 505, 506, 507, 508, 509, 510, 511, 512, 513, 514, 515, 516, 517, 518, 519,
  520, 521, 522, 524, 525, 526, 527, 530, 531, 532, 533, 534, 535, 536, 537, 538, 539, 540, 541,
  542, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 220, 221, 222, 223, 225, 240,
  241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 301, 302,
]

test(`${SEEDS} seeds × ${BLOCKS} blocks × ${OPERATIONS_PER_BLOCK} operations: machine and model agree, every invariant holds`, () => {
  const summary = createSummary()
  for (let seed = 1; seed <= SEEDS; seed++) {
    const options = { seed, blocks: BLOCKS, operationsPerBlock: OPERATIONS_PER_BLOCK }
    addResult(summary, keepWhenFailing(options, simulate))
  }
  console.log(formatSummary(summary))
  expect(summary.executed).toBe(SEEDS * BLOCKS * OPERATIONS_PER_BLOCK)
  for (const [name, { done, refused }] of summary.operations) {
    expect.soft(done, `${name} done`).toBeGreaterThanOrEqual(NEVER_DONE.includes(name) ? 0 : FLOOR)
    const least = SELDOM_REFUSED.includes(name) ? 1 : FLOOR
    expect.soft(refused, `${name} refused`).toBeGreaterThanOrEqual(least)
  }
  const missing = [...summary.transitions].filter(([, count]) => count === 0).map(([way]) => way)
  expect(missing.filter((way) => !BY_NO_CHANCE.includes(way))).toEqual([])
  const seen = [...summary.codes.keys()]
  expect(CODES.filter((code) => !seen.includes(code))).toEqual([])
  expect(summary.comparisons).toBeGreaterThanOrEqual(SEEDS * 10)
  expect(summary.continued).toBeGreaterThanOrEqual(5)
  expect(summary.elected).toBeGreaterThanOrEqual(100)
  expect(summary.reveals).toBeGreaterThanOrEqual(500)
  expect(summary.evidence).toBeGreaterThanOrEqual(50)
  expect(summary.weightChanges).toBeGreaterThanOrEqual(5)
}, 600_000)

test('a seed gives the same app hash every time', () => {
  const options = { seed: 7, blocks: 60, operationsPerBlock: 30 }
  expect(simulate(options).appHash).toBe(simulate(options).appHash)
  expect(simulate({ ...options, seed: 8 }).appHash).not.toBe(simulate(options).appHash)
})

test('the networks of the simulator are ones that a genesis file could describe', () => {
  for (let variant = 0; variant < SIM_VARIANTS; variant++) {
    expect(checkGenesis(createSimGenesis(variant))).toEqual([])
  }
})

test('no block asks for anything that two machines could answer differently', () => {
  let guarded = 0
  for (let seed = 1; seed <= SIM_VARIANTS; seed++) {
    simulate({
      seed,
      blocks: 50,
      operationsPerBlock: OPERATIONS_PER_BLOCK,
      scripts: false,
      around: (run) => {
        guarded++
        return runDeterministically(run)
      },
    })
  }
  console.log(`${guarded} blocks under the guard`)
  expect(guarded).toBe(SIM_VARIANTS * 50)
  const asking = { seed: 1, blocks: 1, operationsPerBlock: 1 }
  const around = <T>(run: () => T): T => {
    runDeterministically(() => Date.now())
    return run()
  }
  expect(() => simulate({ ...asking, around })).toThrow(
    'seed 1, height 1: stopped with DeterminismError',
  )
})

function withRules(change: (rules: ModelRules) => Partial<ModelRules>): MakeModel {
  return (rules, genesis) => createModel({ ...rules, ...change(rules) }, genesis)
}

/** Wrong within, while it names the right rules. */
function withHiddenRules(change: (rules: ModelRules) => Partial<ModelRules>): MakeModel {
  return (rules, genesis) => {
    const model = withRules(change)(rules, genesis)
    const names = Object.keys(change(rules)) as (keyof ModelRules)[]
    const right = Object.fromEntries(names.map((name) => [name, rules[name]]))
    return { ...model, rulesAt: (epoch) => ({ ...model.rulesAt(epoch), ...right }) }
  }
}

/** What scripts compute, with other weights. */
function mapWeights(change: (weight: number) => number): ReadonlyMap<string, Formula> {
  return new Map(
    [...FORMULAS].map(([source, formula]) => {
      const { weights } = formula
      if (weights === undefined) return [source, formula]
      const { plain, autoStake, selfStake } = weights()
      const changed = [plain, autoStake, selfStake].map((row) => row.map(change))
      const [first = [], second = [], third = []] = changed
      return [source, { weights: () => ({ plain: first, autoStake: second, selfStake: third }) }]
    }),
  )
}

/** The first whose network has proposals. */
const GOVERNED_SEED = SIM_VARIANTS - 2

/** Models with one rule wrong, and what the simulator must say, from which seed on. */
const WRONG_MODELS: readonly (readonly [string, MakeModel, RegExp, firstSeed?: number])[] = [
  [
    'a longest duration of a day more',
    withRules((rules) => ({ maxStakeDays: rules.maxStakeDays + 1 })),
    /operation \d+ \(\w+ of 0x\w+\): the outcome is 220, the model says/,
  ],
  [
    'a wait of a second more after unstaking',
    withRules((rules) => ({ unstakeWaitSeconds: rules.unstakeWaitSeconds + 1 })),
    /withdrawStake of 0x\w+\): the outcome is 0, the model says 209/,
  ],
  [
    'a fee of one Rau more at registration',
    withRules((rules) => ({ registrationFeeRau: rules.registrationFeeRau + 1n })),
    /the state\.balances/,
  ],
  [
    'an epoch reward of a coin more',
    withRules((rules) => ({ epochRewardRau: rules.epochRewardRau + 10n ** 18n })),
    /the state\.(unclaimed|debts|fundRau)/,
  ],
  [
    'a bonus for few delegates',
    withRules((rules) => ({ foundationBonusDelegates: rules.foundationBonusDelegates - 30 })),
    /the state\.(unclaimed|debts|fundRau)/,
  ],
  [
    'one producer more',
    withRules((rules) => ({ producers: rules.producers + 1 })),
    /the set of epoch \d+\.producers/,
  ],
  [
    'probation that costs one percent less',
    withRules((rules) => ({ probationIntensityPercent: rules.probationIntensityPercent - 1 })),
    /the (ranking|set of epoch)/,
  ],
  [
    'a window of one epoch less',
    withRules((rules) => ({ probationWindowEpochs: rules.probationWindowEpochs - 1 })),
    /the (ranking|set of epoch)/,
  ],
  [
    'double signing that costs a thousandth more',
    withRules((rules) => ({ doubleSignSlashPermille: rules.doubleSignSlashPermille + 1 })),
    /the state\.buckets/,
  ],
  [
    'exits of one epoch later',
    withRules((rules) => ({ exitIntervalEpochs: rules.exitIntervalEpochs + 1 })),
    /the state\.(exitQueue|candidates)|confirmCandidateDeactivation/,
  ],
  [
    'endorsements that end a block later',
    withRules((rules) => ({ endorsementWaitBlocks: rules.endorsementWaitBlocks + 1 })),
    /the state\.endorsements|revokeEndorsement/,
  ],
  [
    'a majority that asks for more',
    withHiddenRules((rules) => ({ directiveApprovalBps: rules.directiveApprovalBps + 3_000 })),
    /the live proposals\.\d+\.(state|id)/,
    GOVERNED_SEED,
  ],
  [
    'power that may be younger',
    withHiddenRules(() => ({ technicalMaturityEpochs: 0 })),
    /the live proposals|the outcome is 524, the model says 0/,
    GOVERNED_SEED,
  ],
  [
    'deposits that grow later',
    withHiddenRules((rules) => ({ depositThrottleTarget: rules.depositThrottleTarget + 1 })),
    /the live proposals\.\d+\.depositRau|the outcome is 522/,
    GOVERNED_SEED,
  ],
  [
    'a timelock of an epoch more',
    withHiddenRules((rules) => ({
      policyTimelockExtraEpochs: rules.policyTimelockExtraEpochs + 1,
    })),
    /the live proposals\.\d+\.timelockEndEpoch/,
    GOVERNED_SEED,
  ],
  [
    'weights of a millionth more',
    (rules, genesis) =>
      createModel(rules, { ...genesis, formulas: mapWeights((weight) => weight + 1) }),
    /the state\.weights\.(plain|autoStake|selfStake)\.\d+ is \d+, the model says/,
    GOVERNED_SEED,
  ],
  [
    'ballots that do not take delegated power back',
    (rules, genesis) => {
      const model = createModel(rules, genesis)
      const isCast = new Set<string>()
      return {
        ...model,
        // Who has delegated votes as nobody: the power stays where it was given.
        apply: (action) => {
          if (action.kind === 'delegatePower') isCast.add(action.sender)
          const isKept = action.kind === 'castBallot' && isCast.has(action.sender)
          return model.apply(isKept ? { ...action, root: '0x' } : action)
        },
      }
    },
    /castBallot of 0x\w+\): the outcome is 0, the model says 503/,
    GOVERNED_SEED,
  ],
  [
    'another number for a refusal',
    (rules, genesis) => {
      const model = createModel(rules, genesis)
      return {
        ...model,
        apply: (action) => {
          const code = model.apply(action)
          return code === 207 ? 206 : code
        },
      }
    },
    /unstake of 0x\w+\): the outcome is 207, the model says 206/,
  ],
  [
    'stakes of others that nobody may add to',
    (rules, genesis) => {
      const model = createModel(rules, genesis)
      return {
        ...model,
        apply: (action) => {
          if (action.kind !== 'depositToStake') return model.apply(action)
          const bucket = model.snapshot().buckets.find((one) => one.index === action.bucket)
          const isForeign = bucket !== undefined && bucket.owner !== action.sender
          return model.apply(isForeign ? { ...action, amountRau: 0n } : action)
        },
      }
    },
    /depositToStake of 0x\w+\): the outcome is \d+, the model says 212/,
  ],
]

describe('a model that is wrong is found out', () => {
  const rows = WRONG_MODELS.map(([name, makeModel, expected, firstSeed = 1]) => {
    return [name, { makeModel, expected, firstSeed }] as const
  })
  test.each(rows)('%s', (_, { makeModel, expected, firstSeed }) => {
    let problem = ''
    for (let seed = firstSeed; seed < firstSeed + 8 && problem === ''; seed++) {
      try {
        simulate({ seed, blocks: BLOCKS, operationsPerBlock: OPERATIONS_PER_BLOCK, makeModel })
      } catch (error) {
        if (!(error instanceof SimFailure)) throw error
        problem = error.message
      }
    }
    expect(problem).toMatch(expected)
    expect(problem).toMatch(/^seed \d+, height \d+: /)
  })
})

describe('a seed that failed', () => {
  test('is kept as a file and read again', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'boule-seeds-'))
    try {
      const options = { seed: 5, blocks: 30, operationsPerBlock: 10 }
      const fails = (): never => {
        throw new SimFailure(5, 3, 'two and two are five')
      }
      expect(() => keepWhenFailing(options, fails, folder)).toThrow(SimFailure)
      expect(readFailingSeeds(folder)).toEqual([
        { file: 'seed-5-30x10.json', options, problem: 'seed 5, height 3: two and two are five' },
      ])
      expect(keepWhenFailing(options, () => 'fine', folder)).toBe('fine')
    } finally {
      fs.rmSync(folder, { recursive: true })
    }
  })

  test('is mended', () => {
    const kept = readFailingSeeds()
    for (const { options, file } of kept) {
      expect(() => simulate({ ...options, compareEvery: 1 }), file).not.toThrow()
    }
    console.log(`replayed ${kept.length} seeds that failed once`)
  })
})
