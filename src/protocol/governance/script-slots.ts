import type { ScriptFailure } from '../script-runner.ts'
import type { BlockContext } from '../action.ts'
import type { World } from '../world.ts'
import type { InstalledScript } from './state.ts'

/** The formulas that a script may take the place of, and the function that it has to define. */
export const SCRIPT_SLOTS = {
  /** How the epoch reward is shared among the delegates. */
  'epoch-reward': 'shareEpochReward',
  /** How much of the epoch reward goes to the community fund. */
  'community-share': 'communityShare',
  /** How much a coin in a bucket counts for a delegate; asked once, at the boundary of the action. */
  'vote-weight': 'voteWeights',
} as const
export type ScriptSlot = keyof typeof SCRIPT_SLOTS

export function isScriptSlot(text: string): text is ScriptSlot {
  return Object.hasOwn(SCRIPT_SLOTS, text)
}

/** The script that stands in for a formula in an epoch; undefined where the built-in one works. */
export function scriptInForce(
  world: World,
  slot: ScriptSlot,
  epoch: number,
): InstalledScript | undefined {
  const history = world.governance.scripts.get(slot) ?? []
  const last = history.findLast((one) => one.fromEpoch <= epoch)
  return last === undefined || last.source === '' ? undefined : last
}

/** What a script answered, or why it gave no answer that can be used. */
export type SlotAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ScriptFailure }

/** Runs a script on a JSON text; `read` gets the JSON text of the answer. */
export function runSlot<T>(
  context: BlockContext,
  slot: ScriptSlot,
  source: string,
  input: string,
  read: (output: string) => T | undefined,
): SlotAnswer<T> {
  const { rules, runScript } = context
  const result = runScript(source, SCRIPT_SLOTS[slot], input, {
    ticks: rules.scriptTicks,
    memoryBytes: rules.scriptMemoryBytes,
    outputBytes: MAX_OUTPUT_BYTES,
  })
  if (!result.ok) return result
  const value = read(result.output)
  return value === undefined ? { ok: false, failure: 'bad-output' } : { ok: true, value }
}

/** 1,000 amounts, or three rows of weights, and what stands between them. */
const MAX_OUTPUT_BYTES = 65_536
