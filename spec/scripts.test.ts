import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { ScriptLimits, ScriptResult } from '#protocol/script-runner.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'
import { expectExecuted, readVectors } from './vector-files.ts'

interface ScriptVectors {
  readonly cases: readonly {
    readonly name: string
    readonly source: string
    readonly entry: string
    readonly input: string
    readonly limits: ScriptLimits
    readonly result: ScriptResult
  }[]
}

const { cases } = readVectors<ScriptVectors>('scripts.json')
const runScript = await createScriptRunner()

/** Where another engine may do otherwise (powers of fractions, an order that is none, its own stack), or has no such guard. */
const ONLY_HERE = new Set([
  'powers of fractions',
  'an order that is none',
  'a prototype that is polluted',
  'the most calls with 3,000 arguments each',
])

describe('a script gives what the vectors say, with the same ticks', () => {
  it.each(cases)('$name', ({ source, entry, input, limits, result }) => {
    expect(runScript(source, entry, input, limits)).toEqual(result)
  })

  it('all of them were run', () => {
    expectExecuted('scripts.json', cases.length, 45)
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
  })
})

describe('the answers are those of the engine of Node', () => {
  const answered = cases.filter(({ name, result }) => result.ok && !ONLY_HERE.has(name))

  it.each(answered)('$name', ({ source, entry, input, result }) => {
    const value: unknown = runInNewContext(
      `'use strict'; ${source}\n;${entry}(JSON.parse(${JSON.stringify(input)}))`,
    )
    expect(result).toMatchObject({ output: JSON.stringify(value) })
  })

  it('enough of them were compared', () => {
    expect(answered.length).toBeGreaterThanOrEqual(20)
  })
})
