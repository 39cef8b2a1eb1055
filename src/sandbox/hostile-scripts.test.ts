import { describe, expect, it } from 'vitest'
import type { ScriptLimits, ScriptResult } from '#protocol/script-runner.ts'
import { createScriptRunner } from './create-script-runner.ts'
import type { HostileScript } from './hostile-script.fixture.ts'
import { HOSTILE_LIMITS, HOSTILE_SCRIPTS } from './hostile-scripts.fixture.ts'

const FLOOR = 250
const run = await createScriptRunner()

/** A script with a bit of everything whose ticks and memory could show what a run before it left. */
const HONEST = `
  const seen = new Map()
  function run(names) {
    for (const name of names) seen.set({ name }, BigInt(name.length) ** 9n)
    const objects = names.map((name) => ({ name, copies: name.repeat(50).split('a') }))
    objects.sort((a, b) => (a.name < b.name ? -1 : 1))
    return [seen.size, String([...seen.values()].reduce((a, b) => a + b)), objects]
  }`
const NAMES = JSON.stringify(Array.from({ length: 40 }, (_, i) => `delegate-${(i * 7) % 40}`))
const ROOMY: ScriptLimits = { ticks: 2_000, memoryBytes: 4 * 1024 * 1024, outputBytes: 1_000_000 }

function runHonest(limits = ROOMY): ScriptResult {
  return run(HONEST, 'run', NAMES, limits)
}

/** The least memory, in KiB, in which the honest script runs through. */
function findLeastMemory(): number {
  let [tooLittle, enough] = [0, ROOMY.memoryBytes / 1024]
  while (enough - tooLittle > 1) {
    const middle = Math.floor((tooLittle + enough) / 2)
    if (runHonest({ ...ROOMY, memoryBytes: middle * 1024 }).ok) enough = middle
    else tooLittle = middle
  }
  return enough
}

function runHostile({ source, input }: HostileScript): ScriptResult {
  return run(source, 'run', input, HOSTILE_LIMITS)
}

const before = { result: runHonest(), leastMemory: findLeastMemory() }
const results = new Map<HostileScript, ScriptResult>()

describe.each([...new Set(HOSTILE_SCRIPTS.map(({ kind }) => kind))])('hostile: %s', (kind) => {
  const scripts = HOSTILE_SCRIPTS.filter((script) => script.kind === kind)
  it.each(scripts.map((script) => [script.name, script] as const))('%s', (_, script) => {
    const result = runHostile(script)
    results.set(script, result)
    expect(result.ok ? { output: result.output } : result.failure).toEqual(script.ends)
    expect(result.ticks).toBeLessThanOrEqual(HOSTILE_LIMITS.ticks)
    expect(runHonest()).toEqual(before.result)
  })
})

describe('after all of them', () => {
  it('none was left out', () => {
    console.log(`hostile scripts: ${results.size} run`)
    expect(results.size).toBe(HOSTILE_SCRIPTS.length)
    expect(results.size).toBeGreaterThanOrEqual(FLOOR)
    expect(new Set(HOSTILE_SCRIPTS.map(({ kind, name }) => `${kind}: ${name}`)).size).toBe(
      results.size,
    )
  })

  it('an honest script has its answer, with the same ticks, and needs as much memory', () => {
    expect(before.result.ok).toBe(true)
    expect(runHonest()).toEqual(before.result)
    expect(findLeastMemory()).toBe(before.leastMemory)
  })

  it('each of them ends in the same way again, in another order', () => {
    const again = new Map(
      HOSTILE_SCRIPTS.toReversed().map((script) => [script, runHostile(script)]),
    )
    for (const [script, result] of results) expect(again.get(script), script.name).toEqual(result)
  })

  it('and so in a runner of its own', async () => {
    const other = await createScriptRunner()
    expect(other(HONEST, 'run', NAMES, ROOMY)).toEqual(before.result)
  })
})
