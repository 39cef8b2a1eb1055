import fs from 'node:fs'
import { join } from 'node:path'
import type { Hex } from '#base/hex.ts'
import {
  choiceField,
  objectField,
  patternField,
  readDocument,
  textField,
  wholeField,
} from '#bundles/json-fields.ts'

/** What stands in `record.json` beside a prepared program. */
export interface PreparedVersion {
  readonly format: 1
  /** Of the state machine. */
  readonly version: number
  readonly proposal: number
  /** Of the bundle that it was made from. */
  readonly bundleRoot: Hex
  readonly name: string
  /** Of the package, such as `1.2.0`. */
  readonly packageVersion: string
  readonly platform: string
  readonly artifactSha256: Hex
  /** Made again here by the recipe, or taken as the bundle has it. */
  readonly origin: 'rebuilt' | 'artifact'
}

const HASH = patternField<Hex>('0x and 64 lower-case hex digits', /^0x[0-9a-f]{64}$/)
const RECORD = objectField<PreparedVersion>({
  format: choiceField([1]),
  version: wholeField(2, 0xffff_ffff),
  proposal: wholeField(1, Number.MAX_SAFE_INTEGER),
  bundleRoot: HASH,
  name: textField(64),
  packageVersion: textField(64),
  platform: textField(64),
  artifactSha256: HASH,
  origin: choiceField(['rebuilt', 'artifact']),
})

const RECORD_FILE = 'record.json'
const PROGRAM_FOLDER = 'program'

/** Where a node keeps the versions of the software that it may switch to. */
export function versionsFolder(dataDir: string): string {
  return join(dataDir, 'versions')
}

export function versionFolder(dataDir: string, version: number): string {
  return join(versionsFolder(dataDir), String(version))
}

/** The paths in the folder of a version, or in one that is to become it. */
export function versionPaths(folder: string) {
  const unpacked = join(folder, PROGRAM_FOLDER)
  return {
    record: join(folder, RECORD_FILE),
    package: unpacked,
    program: join(unpacked, 'bin', 'boule'),
  }
}

/** The record of a version; `undefined` when it is not prepared, or not whole. */
export function readPrepared(dataDir: string, version: number): PreparedVersion | undefined {
  const paths = versionPaths(versionFolder(dataDir, version))
  let text: string
  try {
    text = fs.readFileSync(paths.record, 'utf8')
  } catch {
    return undefined
  }
  const record = readDocument(text, RECORD, () => undefined)
  return record?.version === version && fs.existsSync(paths.program) ? record : undefined
}

/** All that are prepared, ascending. */
export function listPrepared(dataDir: string): readonly PreparedVersion[] {
  const folder = versionsFolder(dataDir)
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((name) => /^[1-9]\d{0,9}$/.test(name))
    .map((name) => readPrepared(dataDir, Number(name)))
    .filter((record) => record !== undefined)
    .sort((a, b) => a.version - b.version)
}
