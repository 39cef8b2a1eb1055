import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import type { UpgradeManifest } from '#bundles/manifest.ts'
import { quote } from '#bundles/plain-text.ts'
import type { Room } from '../confine/room.ts'
import { type ConfinedRun, type Limits, runConfined } from '../confine/run-confined.ts'

export interface RebuildOptions {
  readonly room: Room
  readonly manifest: UpgradeManifest
  /** Of the source, with its packages. Changed by what runs there. */
  readonly sourceFolder: string
  readonly limits: Limits
  readonly signal: AbortSignal
}

/** Runs the commands of the recipe, one after another, in the room. Problems are one line each; none when all ended with 0. */
export async function runRecipe(options: RebuildOptions): Promise<readonly string[]> {
  const { room, manifest, sourceFolder: folder, limits, signal } = options
  for (const command of manifest.recipe.commands) {
    const run = await runConfined({ room, command, folder, limits, signal })
    const problem = describeRun(run, limits)
    if (problem !== undefined) return [`${command.map(quote).join(' ')} ${problem}`]
  }
  return []
}

/** What went wrong when a program ran; `undefined` when it ended with 0. */
export function describeRun(
  { code, stopped, output }: ConfinedRun,
  limits: Limits,
): string | undefined {
  if (stopped === undefined && code === 0) return undefined
  const last = output.split('\n').filter((line) => line.trim() !== '')
  const said = last.length === 0 ? '' : `; it said ${last.slice(-3).map(quote).join(' ')}`
  if (stopped !== undefined) return `was stopped: ${STOPS[stopped](limits)}${said}`
  return `${code === undefined ? 'was ended by a signal' : `ended with exit code ${code}`}${said}`
}

const STOPS: Readonly<Record<NonNullable<ConfinedRun['stopped']>, (limits: Limits) => string>> = {
  time: ({ seconds }) => `it took more than ${seconds} s`,
  memory: ({ memoryBytes }) => `it took more than ${toMiB(memoryBytes)} MiB of memory`,
  disk: ({ diskBytes }) => `it wrote more than ${toMiB(diskBytes)} MiB, or filled the disk`,
  processes: ({ processes }) => `it started more than ${processes} processes`,
}

function toMiB(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}

/** Where what the recipe made is not the artifact of the bundle, byte by byte: one line each. */
export async function compareArtifacts(
  manifest: UpgradeManifest,
  sourceFolder: string,
): Promise<readonly string[]> {
  const problems: string[] = []
  for (const artifact of manifest.artifacts) {
    const made = manifest.recipe.artifacts.find((one) => one.platform === artifact.platform)
    const what = `the artifact for ${artifact.platform}`
    const file = findPlainFile(sourceFolder, made?.path ?? '')
    if (file === undefined) {
      problems.push(`${what} was not made: there is no file ${quote(made?.path ?? '')}`)
      continue
    }
    const { size } = fs.statSync(file)
    const hash = await hashOf(file)
    if (hash === artifact.sha256) continue
    problems.push(
      `${what} came out otherwise: ${hash} of ${size} bytes, in the bundle ${artifact.sha256} of ${artifact.size}`,
    )
  }
  return problems
}

/** The place of what was made, which may be no link, nor be reached by one. */
function findPlainFile(folder: string, name: string): string | undefined {
  const file = path.join(folder, ...name.split('/'))
  const stats = fs.lstatSync(file, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile()) return undefined
  return fs.realpathSync(file) === path.join(fs.realpathSync(folder), ...name.split('/'))
    ? file
    : undefined
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of fs.createReadStream(file)) hash.update(part as Buffer)
  return `0x${hash.digest('hex')}`
}
