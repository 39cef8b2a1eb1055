import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { compareText, utf8ToBytes } from '#base/bytes.ts'
import { sha256 } from '#base/hash.ts'
import { type Hex, toHex } from '#base/hex.ts'
import {
  type BundleFile,
  type BundleIndex,
  computeRoot,
  countBytes,
  encodeIndex,
} from './bundle-index.ts'
import { computeFolderRoot } from './folder-root.ts'
import { formatDocument } from './json-fields.ts'
import { CHUNK_BYTES } from './limits.ts'
import { SOURCE_FOLDER, type UpgradeManifest } from './manifest.ts'
import type { PackedBundle } from './pack-bundle.ts'

/** Content by path; a path that ends with `*` is an executable file. */
export type TestFiles = Readonly<Record<string, string | Uint8Array>>

export interface TestBundle extends PackedBundle {
  readonly chunks: Map<Hex, Uint8Array>
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? utf8ToBytes(content) : content
}

function splitPath(path: string): { readonly path: string; readonly executable: boolean } {
  const executable = path.endsWith('*')
  return { path: executable ? path.slice(0, -1) : path, executable }
}

/** A bundle in memory. */
export function makeBundle(files: TestFiles): TestBundle {
  const chunks = new Map<Hex, Uint8Array>()
  const indexed = Object.entries(files).map(([name, content]): BundleFile => {
    const bytes = toBytes(content)
    const hashes: Hex[] = []
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.slice(at, at + CHUNK_BYTES)
      const hash = toHex(sha256(chunk))
      chunks.set(hash, chunk)
      hashes.push(hash)
    }
    return { ...splitPath(name), size: bytes.length, chunks: hashes }
  })
  indexed.sort((a, b) => compareText(a.path, b.path))
  const index: BundleIndex = { files: indexed }
  const indexBytes = encodeIndex(index)
  return {
    index,
    indexBytes,
    root: computeRoot(indexBytes),
    bytes: countBytes(index),
    chunks,
    readChunk: async (hash) => chunks.get(hash),
  }
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'boule-bundle-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function writeFolder(folder: string, files: TestFiles): void {
  for (const [name, content] of Object.entries(files)) {
    const { path, executable } = splitPath(name)
    const place = join(folder, path)
    fs.mkdirSync(dirname(place), { recursive: true })
    fs.writeFileSync(place, toBytes(content))
    fs.chmodSync(place, executable ? 0o755 : 0o644)
  }
}

/** What is in a folder, in the form of `TestFiles`. */
export function readFolder(folder: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const place = join(entry.parentPath, entry.name)
    const executable = (fs.statSync(place).mode & 0o100) !== 0
    files[`${place.slice(folder.length + 1)}${executable ? '*' : ''}`] = fs.readFileSync(
      place,
      'utf8',
    )
  }
  return files
}

/** So many bytes that no other seed gives. */
export function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let state = (seed * 2_654_435_761 + 1) >>> 0
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[i] = state >>> 24
  }
  return bytes
}

export const ARTIFACT_PATH = 'artifacts/boule-linux-x64.tgz'

/** Everything but the manifest of a bundle that is as it should be. */
export const UPGRADE_CONTENT: TestFiles = {
  'proposal.md': '# Faster elections\n\nThe draw takes half the time.\n',
  'source/package.json': '{"name":"boule"}\n',
  'source/bin/boule*': '#!/bin/sh\necho 2\n',
  'source/src/main.ts': 'export const version = 2\n',
  'tests/draw.test.ts': 'the draw is the same\n',
  [ARTIFACT_PATH]: noise(300_000, 7),
}

/** The manifest that fits `content`, which must have a source and the artifact. */
export function manifestOf(content: TestFiles): UpgradeManifest {
  const hash = computeFolderRoot(makeBundle(content).index, SOURCE_FOLDER) ?? '0x'
  const artifact = toBytes(content[ARTIFACT_PATH] ?? '')
  return {
    format: 1,
    name: 'Faster elections',
    version: '0.2.0',
    softwareVersion: 2,
    class: 'technical',
    summary: 'The draw takes half the time; nothing else changes.',
    source: { description: 'commit 3f1c of the main branch', hash },
    recipe: {
      commands: [['npm', 'pack']],
      artifacts: [{ platform: 'linux-x64', path: 'boule-0.2.0.tgz' }],
    },
    artifacts: [
      {
        platform: 'linux-x64',
        path: ARTIFACT_PATH,
        sha256: toHex(sha256(artifact)),
        size: artifact.length,
      },
    ],
  }
}

/** A bundle of an upgrade with nothing wrong, and with `more` files in it. */
export function upgradeFiles(more: TestFiles = {}): TestFiles {
  const content = { ...UPGRADE_CONTENT, ...more }
  return { 'manifest.json': formatDocument(manifestOf(content)), ...content }
}
