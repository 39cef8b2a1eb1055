import path from 'node:path'
import { build } from 'esbuild'
import { findWorkers, rewriteUrlReferences } from '../../scripts/bundle-urls.mjs'

const ROOT = path.resolve(import.meta.dirname, '..', '..')

/**
 * Bundles a program of this folder, with the node's worker threads beside it, and returns its path: hundreds of processes are
 * started from it, and each would else read types for a second.
 */
export async function bundleProgram(name: string): Promise<string> {
  const source = path.join(ROOT, 'src')
  const outdir = path.join(ROOT, 'build', 'crash')
  await build({
    absWorkingDir: ROOT,
    entryPoints: { [name]: path.join(import.meta.dirname, `${name}.ts`), ...findWorkers(source) },
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
  return path.join(outdir, `${name}.js`)
}
