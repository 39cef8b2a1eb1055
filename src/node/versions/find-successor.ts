import fs from 'node:fs'
import { join } from 'node:path'
import { SOFTWARE_VERSION } from '#params/software-version.ts'
import type { MissingVersionError } from '../missing-version.ts'
import { readPrepared, versionFolder, versionPaths, versionsFolder } from './prepared-versions.ts'

/** The environment variable by which a program is told that it was started as this version of the software. */
export const STARTED_AS = 'BOULE_STARTED_AS_VERSION'

export interface Successor {
  readonly version: number
  /** The file to run with Node. */
  readonly program: string
}

/**
 * The prepared program that goes on where this one may not; otherwise in words why there is none. `startedAs` is the version that
 * this very program was started as, so that one that is too old itself is not started again and again.
 */
export function findSuccessor(
  dataDir: string,
  missing: Pick<MissingVersionError, 'version' | 'bundleRoot' | 'proposal' | 'message'>,
  startedAs: string | undefined,
): Successor | string {
  const { version, bundleRoot, proposal, message } = missing
  const folder = versionFolder(dataDir, version)
  if (startedAs === String(version)) {
    return `the program in ${folder} is not version ${version} of the software: run "boule upgrade prepare ${proposal} --again" and start the node again`
  }
  const prepared = readPrepared(dataDir, version)
  if (prepared === undefined) return message
  if (prepared.bundleRoot !== bundleRoot) {
    return `${message}; what is in ${folder} is of another bundle, ${prepared.bundleRoot}`
  }
  return { version, program: versionPaths(folder).program }
}

/**
 * The program that has taken over in this data directory before: what a service starts again is the old one, and it need not look at blocks
 * that a later one made. `undefined` where nothing was handed over, or not beyond this program.
 */
export function findRunning(dataDir: string, startedAs: string | undefined): Successor | undefined {
  const version = readRunning(dataDir)
  if (version === undefined || version <= SOFTWARE_VERSION) return undefined
  if (startedAs === String(version) || readPrepared(dataDir, version) === undefined)
    return undefined
  return { version, program: versionPaths(versionFolder(dataDir, version)).program }
}

/** Keeps in mind that a version takes over. */
export function writeRunning(dataDir: string, version: number): void {
  fs.writeFileSync(runningFile(dataDir), `${version}\n`)
}

function readRunning(dataDir: string): number | undefined {
  try {
    const text = fs.readFileSync(runningFile(dataDir), 'utf8')
    return /^\d{1,10}\n$/.test(text) ? Number(text) : undefined
  } catch {
    return undefined
  }
}

function runningFile(dataDir: string): string {
  return join(versionsFolder(dataDir), 'running')
}
