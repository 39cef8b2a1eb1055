import type { Room } from '../confine/room.ts'
import type { Limits } from '../confine/run-confined.ts'

/** A rebuilt program, and the copy of the state that it may use. */
export interface ProgramRun {
  readonly room: Room
  /** Its `bin/boule`. */
  readonly program: string
  /** A data directory that only it uses. */
  readonly stateFolder: string
  /** `--data` and `--genesis`. */
  readonly stateArguments: readonly string[]
  readonly limits: Limits
  readonly signal: AbortSignal
}
