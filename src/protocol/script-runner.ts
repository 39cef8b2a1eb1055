/**
 * What the state machine asks of whoever runs rule scripts: code that governance put in place of a formula. Declared here, so that
 * the machine knows no engine; the `sandbox` layer provides it.
 */

/** Bounds of one run. The same on every node: they come from the rules. */
export interface ScriptLimits {
  /** Units of work before the run is stopped. Counted by the engine, not by a clock. */
  readonly ticks: number
  readonly memoryBytes: number
  /** Most bytes of the answer's JSON text. */
  readonly outputBytes: number
}

/** Why a run gave no answer. */
export const SCRIPT_FAILURES = [
  'syntax',
  'no-function',
  'threw',
  'out-of-ticks',
  'out-of-memory',
  'bad-output',
] as const
export type ScriptFailure = (typeof SCRIPT_FAILURES)[number]

export type ScriptResult =
  | { readonly ok: true; readonly output: string; readonly ticks: number }
  | { readonly ok: false; readonly failure: ScriptFailure; readonly ticks: number }

/**
 * Runs `source`, which defines a function of the name `entry`, and calls that function with the value of the JSON text `input`.
 * The answer is the JSON text of what it returns. Deterministic: the same arguments give the same result, ticks included, on
 * every machine and at every repetition; nothing is kept between runs.
 */
export type ScriptRunner = (
  source: string,
  entry: string,
  input: string,
  limits: ScriptLimits,
) => ScriptResult
