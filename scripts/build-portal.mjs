// `node scripts/build-portal.mjs`: builds the portal into dist/portal when its sources have changed since.
//   --force           builds in any case
//   --serve URL       instead serves it with hot reload, with the API of URL, such as http://127.0.0.1:8546

import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, createServer } from 'vite'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const PORTAL = path.join(ROOT, 'src', 'portal')
const OUTPUT = path.join(ROOT, 'dist', 'portal')
/** What a first visit may load of scripts: bytes, compressed, and files. */
export const MAX_FIRST_LOAD_BYTES = 250_000
export const MAX_FIRST_LOAD_FILES = 15

// Everything that can end up in a bundle: the layers that the portal imports, and the versions of packages.
const SOURCES = [
  'src/{base,params,formulas,sdk,portal}/**/*',
  'src/api/{client,generated}/**/*',
  'package-lock.json',
  'scripts/build-portal.mjs',
]

// What every page needs, in two files instead of dozens; packages change less often than the portal. Pages, languages and wallets stay apart.
const CHUNKS = [
  { name: 'packages', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 2 },
  { name: 'start', tags: ['$initial'], priority: 1 },
]

function viteConfig(output) {
  return {
    configFile: false,
    root: PORTAL,
    publicDir: path.join(PORTAL, 'public'),
    cacheDir: path.join(ROOT, 'build', 'vite'),
    plugins: [react()],
    resolve: {
      // The chain's own hashes are WebAssembly, which the Content-Security-Policy forbids: from other layers, and within their own.
      alias: ['#base/hash.ts', /^\.\/hash\.ts$/].map((find) => ({
        find,
        replacement: path.join(PORTAL, 'hash', 'portable-hash.ts'),
      })),
    },
    logLevel: 'warn',
    build: {
      outDir: output,
      emptyOutDir: true,
      target: 'es2022',
      manifest: true,
      // The policy of the server allows no data: scripts, and small files compress well anyway.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
    },
  }
}

/** A hash over names and contents of all sources. */
function hashSources() {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.(test|fixture)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
  for (const file of [...new Set(files)].sort()) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** Names of the scripts that a first visit to the start page loads: those of the HTML, and the page and its texts with whatever they import at once. */
function firstScripts(output) {
  const html = readFileSync(path.join(output, 'index.html'), 'utf8')
  const manifest = JSON.parse(readFileSync(path.join(output, '.vite', 'manifest.json'), 'utf8'))
  const waiting = ['pages/home/home-page.tsx', 'i18n/locales/en/index.ts']
  const seen = new Set(waiting)
  for (const name of waiting) {
    for (const next of manifest[name].imports ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  const ofHtml = [...html.matchAll(/<script[^>]* src="\/([^"]+)"/g)].map(([, file]) => file)
  const files = [...ofHtml, ...waiting.map((name) => manifest[name].file)]
  return [...new Set(files)].filter((file) => file.endsWith('.js'))
}

/** What a first visit to the start page loads of scripts: how many, and their bytes, compressed. */
export function measureFirstLoad(output) {
  const files = firstScripts(output)
  const bytes = files
    .map((file) => gzipSync(readFileSync(path.join(output, file))).length)
    .reduce((sum, each) => sum + each, 0)
  return { files: files.length, bytes }
}

/** Throws when a first visit would load more than it may. */
export function assertFirstLoad({ files, bytes }) {
  if (bytes <= MAX_FIRST_LOAD_BYTES && files <= MAX_FIRST_LOAD_FILES) return
  throw new Error(
    `the first page loads ${files} scripts with ${bytes} bytes (gzip); at most ${MAX_FIRST_LOAD_FILES} with ${MAX_FIRST_LOAD_BYTES} are allowed`,
  )
}

/** A build as visitors get it, also when a test asks for it: the mode of React comes from the environment. */
async function buildForUse(output) {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  await build(viteConfig(output)).finally(() => {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  })
}

/** Builds unless the last build is of the same sources. Answers what the first visit loads; throws when that is too much. */
export async function buildPortal({ force = false, output = OUTPUT } = {}) {
  const stamp = path.join(output, '.built')
  const wanted = hashSources()
  const isBuilt = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (!isBuilt || force) {
    await buildForUse(output)
    mkdirSync(output, { recursive: true })
    writeFileSync(stamp, wanted)
  }
  const firstLoad = measureFirstLoad(output)
  assertFirstLoad(firstLoad)
  return firstLoad
}

async function serve(apiUrl) {
  const server = await createServer({
    ...viteConfig(OUTPUT),
    server: { host: '127.0.0.1', port: 8547, proxy: { '/api': apiUrl, '/docs': apiUrl } },
  })
  await server.listen()
  server.printUrls()
}

async function main(args) {
  const serveAt = args.indexOf('--serve')
  if (serveAt >= 0) {
    await serve(args[serveAt + 1] ?? 'http://127.0.0.1:8546')
    return
  }
  const { bytes, files } = await buildPortal({ force: args.includes('--force') })
  process.stderr.write(
    `boule: dist/portal is up to date; the first page loads ${(bytes / 1000).toFixed(1)} kB of script (gzip) in ${files} files\n`,
  )
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`boule: cannot build the portal: ${error.message}\n`)
    process.exitCode = 1
  })
}
