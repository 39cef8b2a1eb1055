/** Each moment between two steps of writing at which a crash leaves another picture on disk. */
export const CRASH_POINTS = [
  'identity:written',
  'segment:created',
  'segment:header-written',
  'segment:ready',
  'block:before-write',
  'block:half-written',
  'block:written',
  'block:synced',
  'index:written',
  'snapshot:begun',
  'snapshot:part-written',
  'snapshot:written',
  'snapshot:synced',
  'snapshot:renamed',
  'snapshot:directory-synced',
  'snapshot:old-removed',
  'segment:index-dropped',
  'segment:dropped',
] as const
export type CrashPointName = (typeof CRASH_POINTS)[number]

/** Called at each point with its name. Tests end the process in it; otherwise it does nothing. */
export type CrashPoint = (name: CrashPointName) => void

export const noCrash: CrashPoint = () => {}
