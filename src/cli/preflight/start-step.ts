import { runConfined } from '../confine/run-confined.ts'
import { describeRun } from '../upgrade/rebuild.ts'
import type { ProgramRun } from './program-run.ts'
import type { Findings } from './steps.ts'

const ARGUMENTS = ['--engine', 'embedded', '--blocks', 'manual', '--port', '0', '--json']

/** Starts the rebuilt program as a node on the copy of the state, and ends it once it serves. It makes no blocks. */
export async function startWith(options: ProgramRun): Promise<Findings> {
  const { room, limits, signal } = options
  let isReady = false
  const run = await runConfined({
    room,
    command: ['node', options.program, 'node', ...ARGUMENTS, ...options.stateArguments],
    folder: room.home,
    limits,
    signal,
    onLine: (line, end) => {
      if (!/^\{"type":"ready"[,}]/.test(line)) return
      isReady = true
      end()
    },
  })
  const problem = describeRun(run, limits)
  if (problem !== undefined) return { problems: [`the node ${problem}`], findings: [] }
  if (!isReady) return { problems: ['the node ended before it served'], findings: [] }
  return { problems: [], findings: ['the node served on a copy of the state, and ended in order'] }
}
