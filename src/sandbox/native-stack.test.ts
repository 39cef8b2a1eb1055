import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { HOSTILE_DEPTHS } from './hostile-depths.fixture.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Half of what Node has by itself, in KiB. */
const STACK_KIB = 492

/** Runs the scripts that go too deep in a Node with a small stack, and prints how they end. */
const PROGRAM = `
  import { createScriptRunner } from '#sandbox/create-script-runner.ts'
  import { HOSTILE_DEPTHS } from '#sandbox/hostile-depths.fixture.ts'
  import { HOSTILE_LIMITS } from '#sandbox/hostile-scripts.fixture.ts'
  const run = await createScriptRunner()
  for (const { source, input } of HOSTILE_DEPTHS) {
    console.log(JSON.stringify(run(source, 'run', input, HOSTILE_LIMITS)))
  }`

function runDeep(flags: readonly string[]): { lines: string[]; errors: string } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...flags, '--input-type=module', '-e', PROGRAM],
    { cwd: ROOT, encoding: 'utf8' },
  )
  return { lines: stdout.trimEnd().split('\n'), errors: stderr }
}

it('half of the stack of Node is enough for the deepest script, with either compiler of V8', () => {
  const usual = runDeep([])
  expect(usual.errors).toBe('')
  expect(usual.lines).toHaveLength(HOSTILE_DEPTHS.length)
  for (const compiler of ['--liftoff-only', '--no-liftoff']) {
    expect(runDeep([`--stack-size=${STACK_KIB}`, compiler]), compiler).toEqual(usual)
  }
})

it('a machine with too small a stack says so, and gives no answer', () => {
  const { errors } = runDeep(['--stack-size=100'])
  expect(errors).toContain('SandboxError: the stack of this machine is too small')
})
