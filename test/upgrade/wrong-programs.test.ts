import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDocument } from '#bundles/json-fields.ts'
import type { Limits } from '#cli/confine/run-confined.ts'
import { type BlockRoots, replayData } from '#cli/db/replay-data.ts'
import { copyState } from '#cli/preflight/copy-state.ts'
import type { PreflightStep } from '#cli/preflight/report.ts'
import { type FakeOptions, makeFakeUpgrade } from './fake-upgrade.ts'
import { createUpgradeSetting, type UpgradeSetting } from './setting.fixture.ts'
import { redStep, tryBundle } from './try-bundle.ts'
import { upgradeGenesis } from './upgrade-network.ts'

let setting: UpgradeSetting
/** What is true of the blocks of the node. */
let blocks: readonly BlockRoots[]
let executed = 0

beforeAll(async () => {
  setting = createUpgradeSetting()
  const { node, driver } = await setting.start()
  for (let i = 0; i < 12; i++) await driver.step()
  await node.end()
  const dataDir = path.join(setting.folder, 'replayed')
  await copyState(setting.dataDir, dataDir)
  const found: BlockRoots[] = []
  await replayData(dataDir, upgradeGenesis(), (roots) => found.push(roots))
  blocks = found
  expect(blocks).toHaveLength(12)
})
afterAll(() => setting.remove())

interface Behaviour {
  readonly version?: number
  readonly replayed?: readonly BlockRoots[]
  /** Run behind the blocks. */
  readonly afterReplay?: string
  readonly node?: string
  readonly more?: FakeOptions['more']
}

const SERVE = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('{"type":"ready"}')`

function makeProgram(behaviour: Behaviour): FakeOptions {
  const lines = (behaviour.replayed ?? blocks).map((one) =>
    JSON.stringify({ type: 'block', ...one }),
  )
  const program = `const [first, second] = process.argv.slice(2)
if (first === 'upgrade') console.log(JSON.stringify({ softwareVersion: ${behaviour.version ?? 2} }))
if (first === 'db') { console.log(${JSON.stringify(lines.join('\n'))}); ${behaviour.afterReplay ?? ''} }
if (first === 'node') { ${behaviour.node ?? SERVE} }
`
  return { program, more: behaviour.more ?? {} }
}

/** The blocks with another root of a module from a height on. */
function differing(module: string, from: number): readonly BlockRoots[] {
  return blocks.map((one) =>
    one.height < from
      ? one
      : {
          ...one,
          appHash: `0x${'dd'.repeat(32)}`,
          modules: { ...one.modules, [module]: `0x${'ee'.repeat(32)}` },
        },
  )
}

function declare(collection: string): FakeOptions['more'] {
  const differences = [{ collection, reason: 'It counts otherwise.' }]
  return { 'expected-diff.json': formatDocument({ format: 1, differences }) }
}

const HOSTILE_TEST = `import { test } from 'node:test'
test('ends others', () => { for (const id of [process.ppid, 1, -1]) { try { process.kill(id, 'SIGKILL') } catch {} } ; for (;;); })
`

const WRONG: readonly [
  name: string,
  step: PreflightStep,
  behaviour: () => Behaviour,
  finding: RegExp,
  limits?: Partial<Limits>,
][] = [
  [
    'is another version',
    'program',
    () => ({ version: 1 }),
    /is version 1, but its manifest says version 2/,
  ],
  [
    'gives another state',
    'replay',
    () => ({ replayed: differing('rewards', 5) }),
    /^block 5 gives another state in rewards: 0xdd/,
  ],
  [
    'gives another state elsewhere than it declares',
    'replay',
    () => ({ replayed: differing('rewards', 5), more: declare('staking.buckets') }),
    /^block 5 gives another state in rewards/,
  ],
  [
    'gives another app hash from the same roots',
    'replay',
    () => ({
      replayed: blocks.map((one) => ({ ...one, appHash: `0x${'dd'.repeat(32)}` })),
      more: declare('rewards.settlements'),
    }),
    /^block 1 gives another state in no module/,
  ],
  [
    'executes nothing',
    'replay',
    () => ({ replayed: [] }),
    /executed blocks up to 0, and not from 1 to 12/,
  ],
  [
    'leaves out the first blocks',
    'replay',
    () => ({ replayed: blocks.slice(3) }),
    /up to 0, and not from 1 to 12/,
  ],
  [
    'leaves out a block',
    'replay',
    () => ({ replayed: blocks.filter((one) => one.height !== 7) }),
    /^block 8 came behind block 6/,
  ],
  [
    'leaves out the last block',
    'replay',
    () => ({ replayed: blocks.slice(0, 11) }),
    /up to 11, and not from 1 to 12/,
  ],
  [
    'executes more blocks than there are',
    'replay',
    () => ({ replayed: [...blocks, ...blocks.slice(-1).map((one) => ({ ...one, height: 13 }))] }),
    /^block 13 is none of the chain/,
  ],
  [
    'fails after the last block',
    'replay',
    () => ({ afterReplay: 'process.exit(9)' }),
    /exit code 9/,
  ],
  [
    'does not come to an end with the blocks',
    'replay',
    () => ({ afterReplay: 'for (;;);' }),
    /took more than 2 s/,
    { seconds: 2 },
  ],
  ['does not start', 'start', () => ({ node: 'process.exit(0)' }), /ended before it served/],
  [
    'starts and fails at its end',
    'start',
    () => ({ node: SERVE.replace('exit(0)', 'exit(8)') }),
    /exit code 8/,
  ],
  [
    'starts and never serves',
    'start',
    () => ({ node: 'setInterval(() => {}, 1000)' }),
    /took more than 2 s/,
    { seconds: 2 },
  ],
  [
    'does not pass its own tests',
    'tests',
    () => ({
      more: {
        'tests/a.test.mjs': `import { test } from 'node:test'\ntest('no', () => { throw new Error('no') })\n`,
      },
    }),
    /running its tests ended with exit code 1/,
  ],
  [
    'has tests that end others and never end',
    'tests',
    () => ({ more: { 'tests/a.test.mjs': HOSTILE_TEST } }),
    /running its tests (?:was stopped|was ended|ended with exit code)/,
    { seconds: 3 },
  ],
]

describe('a program that', () => {
  test('does what it must is green', async () => {
    const more = { 'tests/a.test.mjs': `import { test } from 'node:test'\ntest('yes', () => {})\n` }
    const report = await tryBundle(setting, makeFakeUpgrade(makeProgram({ more })))
    expect(report.steps.map((one) => [one.step, one.result, one.findings.at(-1)])).toContainEqual([
      'replay',
      'green',
      'blocks 1 to 12: 12 of 12 give the state of the chain',
    ])
    expect(report.verdict).toBe('green')
  })

  test('gives another state where it declares that is green, and says so', async () => {
    const more = declare('rewards.settlements')
    const program = makeProgram({ replayed: differing('rewards', 5), more })
    const report = await tryBundle(setting, makeFakeUpgrade(program))
    expect(report.steps.find((one) => one.step === 'replay')?.findings).toEqual([
      'blocks 1 to 12: 4 of 12 give the state of the chain',
      '8 give another one, in modules that the bundle declares',
    ])
    expect(report.verdict).toBe('green')
  })

  test.each(WRONG)('%s is red', async (_name, step, behaviour, finding, limits) => {
    const report = await tryBundle(setting, makeFakeUpgrade(makeProgram(behaviour())), limits)
    const red = redStep(report)
    expect(red?.step).toBe(step)
    expect(red?.findings[0]).toMatch(finding)
    expect(report.verdict).toBe('red')
    const behind = report.steps.slice(report.steps.findIndex((one) => one === red) + 1)
    expect(behind.every((one) => one.result === 'not-run')).toBe(true)
    executed++
  })

  test('was tried in each way', () => {
    expect(executed).toBe(WRONG.length)
    expect(executed).toBeGreaterThanOrEqual(16)
    expect(fs.readdirSync(setting.folder).filter((name) => name.startsWith('work-'))).toEqual([])
  })
})
