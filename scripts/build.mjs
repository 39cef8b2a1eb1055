// Builds what `npm pack` ships into dist/: Node does not strip types below node_modules, so an
// installed package needs JavaScript.
//
//   dist/boule.js, dist/*-worker.js   the program and its worker threads, for the pinned Node
//   dist/sdk.js, dist/types/          the SDK (`boule/sdk`) for Node and browsers, with its types
// The pages of the portal come behind it, by build-portal.mjs.
//
// npm packages stay outside the bundles; they are dependencies of the packed package.

import { build } from 'esbuild'
import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findWorkers, rewriteUrlReferences } from './bundle-urls.mjs'
import { copyTypes } from './copy-types.mjs'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const SOURCE = path.join(ROOT, 'src')
const DIST = path.join(ROOT, 'dist')
const CLI_ENTRY = path.join(SOURCE, 'cli', 'main.ts')
const SDK_ENTRY = path.join(SOURCE, 'sdk', 'index.ts')

const SHARED_OPTIONS = {
  absWorkingDir: ROOT,
  outdir: DIST,
  bundle: true,
  format: 'esm',
  packages: 'external',
  legalComments: 'none',
  logLevel: 'warning',
}

async function buildProgram() {
  await build({
    ...SHARED_OPTIONS,
    entryPoints: { boule: CLI_ENTRY, ...findWorkers(SOURCE) },
    platform: 'node',
    target: 'node24',
    // All output lies flat in dist/, so a URL relative to a module stays right in every chunk.
    splitting: true,
    chunkNames: 'chunk-[hash]',
    plugins: [rewriteUrlReferences({ root: ROOT, source: SOURCE, dist: DIST })],
  })
}

async function buildSdk() {
  const { metafile } = await build({
    ...SHARED_OPTIONS,
    entryPoints: { sdk: SDK_ENTRY },
    platform: 'neutral',
    target: 'es2022',
    metafile: true,
  })
  refuseNodeModules(metafile)
  copyTypes({ root: ROOT, entry: 'sdk/index.d.ts', target: path.join(DIST, 'types') })
}

function refuseNodeModules({ inputs }) {
  for (const [file, { imports }] of Object.entries(inputs)) {
    const nodeOnly = imports.find((each) => each.path.startsWith('node:'))
    if (nodeOnly === undefined) continue
    throw new Error(
      `the SDK runs in browsers, but it reaches ${file}, which imports ${nodeOnly.path}`,
    )
  }
}

async function buildAll() {
  rmSync(DIST, { recursive: true, force: true })
  for (const entry of [CLI_ENTRY, SDK_ENTRY]) {
    if (!existsSync(entry)) throw new Error(`${path.relative(ROOT, entry)} does not exist`)
  }
  await buildProgram()
  await buildSdk()
}

try {
  await buildAll()
  process.stderr.write('boule: built dist/\n')
} catch (error) {
  process.stderr.write(`boule: cannot build: ${error.message}\n`)
  process.exitCode = 1
}
