// `node scripts/run.mjs PROGRAM [ARGUMENTS]`: installs what is missing, then runs PROGRAM (a path
// from the project's root) under the pinned Node. Every npm script starts this way.
// `node scripts/run.mjs --install-only` just installs.

import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const require = createRequire(import.meta.url)
const { launch, findProgram } = require('../bin/launcher.js')

const [program, ...args] = process.argv.slice(2)
if (program === undefined) {
  process.stderr.write('usage: node scripts/run.mjs PROGRAM [ARGUMENTS]\n')
  process.exit(2)
}

ensureInstalled()
if (program !== '--install-only') {
  launch(program === 'boule' ? findProgram() : path.resolve(ROOT, program), args)
}
