import { HOSTILE_DATA } from './hostile-data.fixture.ts'
import { HOSTILE_DEPTHS } from './hostile-depths.fixture.ts'
import { HOSTILE_LOOPS } from './hostile-loops.fixture.ts'
import type { HostileScript } from './hostile-script.fixture.ts'
import { HOSTILE_WORK } from './hostile-work.fixture.ts'

/** All scripts that mean no good. */
export const HOSTILE_SCRIPTS: readonly HostileScript[] = [
  ...HOSTILE_LOOPS,
  ...HOSTILE_DEPTHS,
  ...HOSTILE_WORK,
  ...HOSTILE_DATA,
]

/** Small, so that the endless ones end soon; each script must end in its way within these. */
export const HOSTILE_LIMITS = { ticks: 1_500, memoryBytes: 8 * 1024 * 1024, outputBytes: 4_096 }
