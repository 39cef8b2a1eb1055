import fs from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { findWorkers, rewriteUrlReferences } from '../../scripts/bundle-urls.mjs'

const ROOT = path.resolve(import.meta.dirname, '..', '..')

/**
 * Bundles a program of this folder, with the node's worker threads beside it, and returns its path: hundreds of processes are
 * started from it, and each would else read types for a second.
 */
export async function bundleProgram(name: string): Promise<string> {
  const folder = await bundle({ [name]: path.join('test', 'crash', `${name}.ts`) }, 'crash')
  return path.join(folder, `${name}.js`)
}

/**
 * Bundles programs with the node's worker threads beside them: `entries` are their sources by name, relative to the root.
 * Returns the folder in which each is as `NAME.js`.
 */
export async function bundle(
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<string> {
  const source = path.join(ROOT, 'src')
  const outdir = path.join(ROOT, 'build', folder)
  const programs = Object.entries(entries).map(([name, file]) => [name, path.join(ROOT, file)])
  await build({
    absWorkingDir: ROOT,
    entryPoints: { ...Object.fromEntries(programs), ...findWorkers(source) },
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
    plugins: [rewriteUrlReferences({ root: ROOT, source, dist: outdir })],
  })
  // Without it Node reads each file twice to find out what it is.
  fs.writeFileSync(path.join(outdir, 'package.json'), '{"type":"module"}\n')
  return outdir
}
