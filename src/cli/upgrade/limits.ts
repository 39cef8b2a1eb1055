import type { Limits } from '../confine/run-confined.ts'

const GIB = 1_073_741_824

const COMMON = { memoryBytes: 4 * GIB, diskBytes: 4 * GIB, processes: 512 }

/** How much the programs of a bundle may use before they are stopped, by what they do. */
export const LIMITS = {
  build: { ...COMMON, seconds: 1_800 },
  question: { ...COMMON, seconds: 60 },
  start: { ...COMMON, seconds: 600 },
  replay: { ...COMMON, seconds: 6 * 3_600 },
  tests: { ...COMMON, seconds: 1_800 },
} as const satisfies Readonly<Record<string, Limits>>
