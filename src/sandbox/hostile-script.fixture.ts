import type { ScriptFailure } from '#protocol/script-runner.ts'

/** A script that means no good, and how it must end: with a failure, or with this output. */
export interface HostileScript {
  readonly kind: string
  readonly name: string
  /** What defines the function `run`. */
  readonly source: string
  /** The JSON text that the function gets. */
  readonly input: string
  readonly ends: ScriptFailure | { readonly output: string }
}

export type HostileRow = readonly [
  name: string,
  source: string,
  ends: HostileScript['ends'],
  input?: string,
]

export function toScripts(kind: string, rows: readonly HostileRow[]): readonly HostileScript[] {
  return rows.map(([name, source, ends, input = 'null']) => ({ kind, name, source, input, ends }))
}

export function output(text: string): { readonly output: string } {
  return { output: text }
}

/** These statements as the function that is run. */
export function body(statements: string): string {
  return `function run(input) { ${statements} }`
}
