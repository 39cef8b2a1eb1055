import fs from 'node:fs'
import path from 'node:path'
import { TESTS_FOLDER } from '#bundles/manifest.ts'
import { runConfined } from '../confine/run-confined.ts'
import { describeRun } from '../upgrade/rebuild.ts'
import type { ProgramRun } from './program-run.ts'
import type { Findings } from './steps.ts'

const TEST_FILE = /\.test\.(?:js|mjs|ts|mts)$/

export interface TestsOptions extends ProgramRun {
  readonly bundleFolder: string
  readonly sourceFolder: string
}

/**
 * Runs what the bundle brings in `tests/` with Node's own test runner, in a process for each file. The environment has the program under test
 * (`BOULE_PROGRAM`) and the source with its packages (`BOULE_SOURCE`).
 */
export async function runTests(options: TestsOptions): Promise<Findings> {
  const { room, limits, signal } = options
  const folder = path.join(options.bundleFolder, TESTS_FOLDER)
  const files = fs.existsSync(folder) ? listTests(folder) : []
  if (files.length === 0) return { problems: [], findings: ['the bundle has no tests of its own'] }
  const run = await runConfined({
    room,
    command: ['node', '--test', '--test-reporter=tap', ...files],
    folder,
    environment: { BOULE_PROGRAM: options.program, BOULE_SOURCE: options.sourceFolder },
    limits,
    signal,
  })
  const problem = describeRun(run, limits)
  if (problem !== undefined) return { problems: [`running its tests ${problem}`], findings: [] }
  const [passed = '0'] = /(?<=^# pass )\d+/m.exec(run.output) ?? []
  return { problems: [], findings: [`${passed} tests of ${files.length} files passed`] }
}

function listTests(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => TEST_FILE.test(name))
    .sort()
    .map((name) => path.join(folder, name))
}
