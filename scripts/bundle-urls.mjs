// Modules name their worker threads and data files as `new URL('./x', import.meta.url)`. A bundle
// lies elsewhere than its sources: workers (`*-worker.ts`) become entries of their own beside the
// program, and any other file of src/ that is named so is copied to dist/assets.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const URL_REFERENCE = /new URL\(\s*(['"])(\.[^'"]+)\1,\s*import\.meta\.url,?\s*\)/g
const UNMOVABLE = /\bimport\.meta\.(dirname|filename|resolve)\b/

/** The worker threads of src/ by the name of their bundle: `{ 'x-worker': '/…/x-worker.ts' }`. */
export function findWorkers(source) {
  const workers = {}
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (!entry.endsWith('-worker.ts')) continue
    const name = path.basename(entry, '.ts')
    if (workers[name] !== undefined) throw new Error(`two workers are named ${name}.ts`)
    workers[name] = path.join(source, entry)
  }
  return workers
}

/** The esbuild plugin that points each reference at the file's place in dist/. */
export function rewriteUrlReferences({ root, source, dist }) {
  const move = (file) => {
    if (!existsSync(file)) throw new Error(`${path.relative(root, file)} is named but missing`)
    if (file.endsWith('-worker.ts')) return `./${path.basename(file, '.ts')}.js`
    if (!file.startsWith(source + path.sep)) return toUrlPath(path.relative(dist, file))
    const copy = path.join(dist, 'assets', path.relative(source, file))
    mkdirSync(path.dirname(copy), { recursive: true })
    copyFileSync(file, copy)
    return `./${toUrlPath(path.relative(dist, copy))}`
  }
  return {
    name: 'url-references',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        const text = readFileSync(file, 'utf8')
        if (UNMOVABLE.test(text)) {
          const name = path.relative(root, file)
          throw new Error(`${name}: write new URL('./x', import.meta.url), which can be packed`)
        }
        const contents = text.replaceAll(URL_REFERENCE, (_, quote, relative) => {
          const moved = move(path.resolve(path.dirname(file), relative))
          return `new URL(${quote}${moved}${quote}, import.meta.url)`
        })
        return { contents, loader: 'ts' }
      })
    },
  }
}

function toUrlPath(file) {
  return file.split(path.sep).join('/')
}
