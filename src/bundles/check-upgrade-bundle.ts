import { bytesToUtf8 } from '#base/bytes.ts'
import type { BundleFile, BundleIndex } from './bundle-index.ts'
import { hashFile } from './hash-file.ts'
import { type Field, readDocument } from './json-fields.ts'
import {
  ARTIFACTS_FOLDER,
  EXPECTED_DIFF_FIELD,
  EXPECTED_DIFF_PATH,
  MANIFEST_FIELD,
  MANIFEST_PATH,
  MAX_DOCUMENT_BYTES,
  PROPOSAL_PATH,
  SOURCE_FOLDER,
  TESTS_FOLDER,
  type UpgradeManifest,
} from './manifest.ts'
import { isPlainText, quote } from './plain-text.ts'
import { type ReadChunk, readWholeFile } from './read-chunks.ts'
import { computeFolderRoot } from './folder-root.ts'

export interface UpgradeCheck {
  /** `undefined` when it is not there, or not as it must be. */
  readonly manifest: UpgradeManifest | undefined
  /** One line each; none when the bundle is what an upgrade needs. */
  readonly problems: readonly string[]
}

type Tell = (problem: string) => void

interface Bundle {
  readonly index: BundleIndex
  readonly files: ReadonlyMap<string, BundleFile>
  readonly readChunk: ReadChunk
}

/** Further problems are only counted. */
const MAX_PROBLEMS = 50
const DOCUMENTS: readonly string[] = [MANIFEST_PATH, PROPOSAL_PATH, EXPECTED_DIFF_PATH]
const FOLDERS: readonly string[] = [SOURCE_FOLDER, TESTS_FOLDER, ARTIFACTS_FOLDER]
/** Folders of a checkout that are no part of its source. */
const NO_SOURCE: readonly string[] = ['node_modules', '.git']

/**
 * Whether a bundle has what an upgrade of the software needs. Nothing of it is run. Throws `BundleError` `missing` or
 * `mismatch` when bytes are not there or wrong: what is not there cannot be judged.
 */
export async function checkUpgradeBundle(
  index: BundleIndex,
  readChunk: ReadChunk,
): Promise<UpgradeCheck> {
  const problems: string[] = []
  let count = 0
  const tell: Tell = (problem) => {
    count++
    if (problems.length < MAX_PROBLEMS) problems.push(problem)
  }
  const files = new Map(index.files.map((file) => [file.path, file]))
  const bundle: Bundle = { index, files, readChunk }
  const manifest = await readJson(bundle, MANIFEST_PATH, MANIFEST_FIELD, tell)
  await checkProposal(bundle, tell)
  if (files.has(EXPECTED_DIFF_PATH)) {
    await readJson(bundle, EXPECTED_DIFF_PATH, EXPECTED_DIFF_FIELD, tell)
  }
  checkSource(bundle, manifest, tell)
  checkPlaces(bundle, tell)
  if (manifest !== undefined) {
    await checkArtifacts(bundle, manifest, tell)
    checkRecipe(manifest, tell)
  }
  if (count > problems.length) problems.push(`and ${count - problems.length} more`)
  return { manifest, problems }
}

/** The text of a document; `undefined`, and a problem, when there is none that may be read. */
async function readText(bundle: Bundle, path: string, tell: Tell): Promise<string | undefined> {
  const file = bundle.files.get(path)
  if (file === undefined) {
    tell(`${path} is missing`)
    return undefined
  }
  if (file.size > MAX_DOCUMENT_BYTES) {
    tell(`${path} has ${file.size} bytes; at most ${MAX_DOCUMENT_BYTES} are read`)
    return undefined
  }
  const text = bytesToUtf8(await readWholeFile(file, bundle.readChunk))
  if (text === undefined) tell(`${path} is not UTF-8`)
  return text
}

async function readJson<T>(
  bundle: Bundle,
  path: string,
  document: Field<T>,
  tell: Tell,
): Promise<T | undefined> {
  const text = await readText(bundle, path, tell)
  if (text === undefined) return undefined
  return readDocument(text, document, (problem) => tell(`${path}: ${problem.trimStart()}`))
}

async function checkProposal(bundle: Bundle, tell: Tell): Promise<void> {
  const text = await readText(bundle, PROPOSAL_PATH, tell)
  if (text === undefined) return
  if (text.trim() === '') tell(`${PROPOSAL_PATH} is empty`)
  if (!isPlainText(text)) {
    tell(`${PROPOSAL_PATH} has control characters, or marks that turn the direction of writing`)
  }
}

function checkSource({ index }: Bundle, manifest: UpgradeManifest | undefined, tell: Tell): void {
  const hash = computeFolderRoot(index, SOURCE_FOLDER)
  if (hash === undefined) return tell(`the folder ${SOURCE_FOLDER} is missing`)
  for (const { path } of index.files) {
    const part = path
      .toLowerCase()
      .split('/')
      .find((one) => NO_SOURCE.includes(one))
    if (part !== undefined && path.startsWith(SOURCE_FOLDER)) {
      return tell(`${SOURCE_FOLDER} is to be a checkout without ${part}: it has "${path}"`)
    }
  }
  if (manifest !== undefined && manifest.source.hash !== hash) {
    tell(`${MANIFEST_PATH}: source.hash is ${manifest.source.hash}, but the source has ${hash}`)
  }
}

/** Nothing is in a bundle that nobody would look at. */
function checkPlaces({ index }: Bundle, tell: Tell): void {
  for (const { path } of index.files) {
    if (DOCUMENTS.includes(path) || FOLDERS.some((folder) => path.startsWith(folder))) continue
    tell(`"${path}" has no place: beside ${DOCUMENTS.join(', ')} there are ${FOLDERS.join(', ')}`)
  }
}

async function checkArtifacts(
  { index, files, readChunk }: Bundle,
  { artifacts }: UpgradeManifest,
  tell: Tell,
): Promise<void> {
  const named = new Set<string>()
  const platforms = new Set<string>()
  for (const { platform, path, sha256, size } of artifacts) {
    const what = `${MANIFEST_PATH}: the artifact for ${platform}`
    if (platforms.has(platform)) tell(`${what} stands there twice`)
    platforms.add(platform)
    if (named.has(path)) tell(`${what} is the same file as another`)
    named.add(path)
    if (!path.startsWith(ARTIFACTS_FOLDER)) tell(`${what} is not in ${ARTIFACTS_FOLDER}`)
    const file = files.get(path)
    if (file === undefined) tell(`${what}, ${quote(path)}, is missing`)
    else if (file.size !== size) tell(`${what} has ${file.size} bytes, not ${size}`)
    else if ((await hashFile(file, readChunk)) !== sha256) tell(`${what} has another sha256`)
  }
  for (const { path } of index.files) {
    if (path.startsWith(ARTIFACTS_FOLDER) && !named.has(path)) {
      tell(`"${path}" is none of the artifacts of ${MANIFEST_PATH}`)
    }
  }
}

/** Every artifact can be made again, once. */
function checkRecipe({ recipe, artifacts }: UpgradeManifest, tell: Tell): void {
  const made = recipe.artifacts.map((one) => one.platform).sort()
  const wanted = artifacts.map((one) => one.platform).sort()
  if (made.join() !== wanted.join()) {
    tell(
      `${MANIFEST_PATH}: the recipe makes ${made.join(', ')}, the artifacts are for ${wanted.join(', ')}`,
    )
  }
}
