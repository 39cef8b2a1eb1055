import { utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import { formatDocument } from '#bundles/json-fields.ts'
import type { Isolation } from '../confine/room.ts'

/** What is looked at, in this order. */
export const PREFLIGHT_STEPS = [
  'bundle',
  'packages',
  'build',
  'artifacts',
  'program',
  'replay',
  'start',
  'tests',
] as const
export type PreflightStep = (typeof PREFLIGHT_STEPS)[number]

export interface StepReport {
  readonly step: PreflightStep
  /** `not-run`: a step that it needs is red. */
  readonly result: 'green' | 'red' | 'not-run'
  /** What was found, or what is wrong: one line each. */
  readonly findings: readonly string[]
}

export interface PreflightReport {
  readonly format: 1
  readonly proposal: number
  /** Of the revision that was looked at. */
  readonly revisionRoot: Hex
  readonly bundleRoot: Hex
  /** Of the state machine. */
  readonly version: number
  readonly by: {
    /** Package and version of the software that looked. */
    readonly package: string
    readonly version: number
    readonly node: string
    readonly platform: string
  }
  /** How foreign programs were kept apart. */
  readonly isolation: Isolation
  /** Where the packages came from: the registry by the lock file, a folder of this machine, or there were none. */
  readonly packages: 'installed' | 'linked' | 'none'
  readonly steps: readonly StepReport[]
  /** Green only if every step is. */
  readonly verdict: 'green' | 'red'
}

/** The one text of a report: what is written to a file, and what is hashed. */
export function formatReport(report: PreflightReport): string {
  return formatDocument(report)
}

/** SHA-256 of the report: what an attestation names on the chain. */
export function hashReport(report: PreflightReport): Hex {
  return toHex(sha256(utf8ToBytes(formatReport(report))))
}
