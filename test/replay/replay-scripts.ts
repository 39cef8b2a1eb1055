import fs from 'node:fs'
import type { ScriptLimits, ScriptResult } from '#protocol/script-runner.ts'
import { createScriptRunner } from '#sandbox/create-script-runner.ts'

interface ScriptCase {
  readonly name: string
  readonly source: string
  readonly entry: string
  readonly input: string
  readonly limits: ScriptLimits
  readonly result: ScriptResult
}

function readCases(file: string): readonly ScriptCase[] {
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { cases: readonly ScriptCase[] }).cases
}

/** Runs the scripts of a vector file: a line for each. */
export async function replayScripts(file: string): Promise<readonly string[]> {
  const run = await createScriptRunner()
  return readCases(file).map(({ name, source, entry, input, limits }) =>
    formatLine(name, run(source, entry, input, limits)),
  )
}

/** The lines that the vector file says. */
export function listExpectedScripts(file: string): readonly string[] {
  return readCases(file).map(({ name, result }) => formatLine(name, result))
}

function formatLine(name: string, result: ScriptResult): string {
  return `script ${name} ${JSON.stringify(result)}`
}
