import type { Successor } from '#node/versions/find-successor.ts'
import { CliError } from '../cli-error.ts'
import type { CommandHome } from '../program.ts'

/**
 * Runs a node. When the chain asks for a later version of the software and that is prepared in the data directory, its program takes
 * over as soon as this one has closed everything, and at once at each start from then on; otherwise the error says what to do.
 */
export async function runWithSwitch(
  { terminal, handOver }: CommandHome,
  dataDir: string,
  run: () => Promise<void>,
): Promise<void> {
  const { findRunning, findSuccessor, STARTED_AS, writeRunning } = await import(
    '#node/versions/find-successor.ts'
  )
  const startedAs = terminal.environment[STARTED_AS]
  const goOnWith = ({ version, program }: Successor): void => {
    terminal.note(`boule: going on with version ${version} of the software, ${program}`)
    handOver({ program, environment: { [STARTED_AS]: String(version) } })
  }
  const running = findRunning(dataDir, startedAs)
  if (running !== undefined) return goOnWith(running)
  // Asked to end while it closes, it ends; nothing goes on then.
  const undo = terminal.onStop(() => handOver(undefined))
  terminal.atEnd(async () => undo())
  try {
    await run()
  } catch (error) {
    const { MissingVersionError } = await import('#node/missing-version.ts')
    if (!(error instanceof MissingVersionError)) throw error
    const found = findSuccessor(dataDir, error, startedAs)
    if (typeof found === 'string') throw new CliError(found, 1, { cause: error })
    writeRunning(dataDir, found.version)
    goOnWith(found)
  }
}
