import { type Refusal, refuse } from '../outcome.ts'
import type { Payload } from './payload.ts'
import { isScriptSlot } from './script-slots.ts'
import { UNKNOWN_SLOT } from './status.ts'

/** Checks a script without running it. An empty source is one, too: it puts the built-in formula back. */
export function checkScript({ slot }: Extract<Payload, { kind: 'script' }>): Refusal | undefined {
  return isScriptSlot(slot) ? undefined : refuse(UNKNOWN_SLOT, slot)
}
