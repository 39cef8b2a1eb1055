// Lays out the bundle of an upgrade from this checkout, for `boule bundle pack`:
//
//   node scripts/make-upgrade.ts FOLDER
//
// FOLDER gets the source (what git knows or would take in), the artifact as the recipe makes it here, a manifest, and a
// proposal.md to be written. Its name, summary and reasons are for the proposer to fill in.

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { formatDocument } from '#bundles/json-fields.ts'
import { SOFTWARE_VERSION } from '#params/software-version.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const ARTIFACT = 'build/boule.tar'
const RECIPE = [
  ['node', 'scripts/build.mjs'],
  ['node', 'scripts/pack-artifact.ts'],
] as const

function run(program: string, args: readonly string[]): string {
  const { status, stdout, error } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed`, { cause: error })
  return stdout
}

function copySource(target: string): number {
  const listed = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const files = listed
    .split('\0')
    .filter((file) => file !== '' && fs.existsSync(path.join(ROOT, file)))
  for (const file of files) {
    const copy = path.join(target, file)
    fs.mkdirSync(path.dirname(copy), { recursive: true })
    fs.copyFileSync(path.join(ROOT, file), copy)
  }
  return files.length
}

function makeUpgrade(target: string): void {
  if (fs.existsSync(target)) throw new Error(`${target} exists already`)
  const count = copySource(path.join(target, 'source'))
  for (const [, script] of RECIPE) run(process.execPath, [script])
  fs.mkdirSync(path.join(target, 'artifacts'))
  fs.copyFileSync(path.join(ROOT, ARTIFACT), path.join(target, 'artifacts', 'boule.tar'))
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly version: string
  }
  const manifest = {
    format: 1,
    name: `Boule ${version}`,
    version,
    softwareVersion: SOFTWARE_VERSION,
    class: 'technical',
    summary: 'What changes, in a few sentences.',
    source: { description: 'The repository and the commit.' },
    recipe: { commands: RECIPE, artifacts: [{ platform: 'any', path: ARTIFACT }] },
    artifacts: [{ platform: 'any', path: 'artifacts/boule.tar' }],
  }
  fs.writeFileSync(path.join(target, 'manifest.json'), formatDocument(manifest))
  fs.writeFileSync(
    path.join(target, 'proposal.md'),
    `# Boule ${version}\n\nWhy, and what was tried.\n`,
  )
  process.stderr.write(
    `boule: ${count} files of source and the artifact are in ${target}; fill in proposal.md and the texts of manifest.json, then \`boule bundle pack\`\n`,
  )
}

const [target] = process.argv.slice(2)
if (target === undefined) {
  process.stderr.write('usage: node scripts/make-upgrade.ts FOLDER\n')
  process.exit(2)
}
try {
  makeUpgrade(path.resolve(target))
} catch (error) {
  process.stderr.write(`boule: ${(error as Error).message}\n`)
  process.exit(1)
}
