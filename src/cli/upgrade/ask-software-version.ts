import type { UpgradeManifest } from '#bundles/manifest.ts'
import { quote } from '#bundles/plain-text.ts'
import type { Room } from '../confine/room.ts'
import { type Limits, runConfined } from '../confine/run-confined.ts'
import { programOf } from './install-program.ts'
import { LIMITS } from './limits.ts'
import { describeRun } from './rebuild.ts'

export interface QuestionOptions {
  readonly room: Room
  /** Of the unpacked artifact. */
  readonly packageFolder: string
  readonly manifest: UpgradeManifest
  readonly limits?: Limits
  readonly signal: AbortSignal
}

/** Asks a program which version of the software it is. In words why that is not the one of its manifest; `undefined` when it is. */
export async function askSoftwareVersion(options: QuestionOptions): Promise<string | undefined> {
  const { room, packageFolder, manifest, limits = LIMITS.question, signal } = options
  const question = ['upgrade', 'list', '--json', '--data', room.home]
  const command = ['node', programOf(packageFolder), ...question]
  let answer = ''
  const onLine = (line: string): void => {
    answer += answer.length < 65_536 ? `${line}\n` : ''
  }
  const run = await runConfined({ room, command, folder: room.home, limits, signal, onLine })
  const problem = describeRun(run, limits)
  if (problem !== undefined) return `the program, asked for its version, ${problem}`
  const version = readVersionOf(answer)
  if (version === manifest.softwareVersion) return undefined
  const shown = version === undefined ? `answers ${quote(answer.trim())}` : `is version ${version}`
  return `the program ${shown}, but its manifest says version ${manifest.softwareVersion} of the software`
}

function readVersionOf(answer: string): number | undefined {
  try {
    const { softwareVersion } = JSON.parse(answer) as { readonly softwareVersion?: unknown }
    return typeof softwareVersion === 'number' ? softwareVersion : undefined
  } catch {
    return undefined
  }
}
