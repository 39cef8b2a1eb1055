// Copies the declarations that the SDK's types reach into dist/types. Sources import `#layer/x.ts`;
// an installed package has no src/, so each import becomes relative.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const IMPORT = /((?:from|import|import\()\s*)(['"])((?:#|\.{1,2}\/)[^'"]+)\.ts\2/g

/**
 * @param {{ root: string, entry: string, target: string }} options `entry` is relative to the
 *   folder of declarations, build/types
 */
export function copyTypes({ root, entry, target }) {
  const declarations = path.join(root, 'build', 'types')
  compileSdk(root)
  const waiting = [entry]
  const seen = new Set(waiting)
  for (const file of waiting) {
    const text = readFileSync(path.join(declarations, file), 'utf8')
    const folder = path.posix.dirname(file)
    const moved = text.replaceAll(IMPORT, (_, before, quote, specifier) => {
      const module = specifier.startsWith('#')
        ? specifier.slice(1)
        : path.posix.join(folder, specifier)
      const declaration = `${module}.d.ts`
      if (!seen.has(declaration)) {
        seen.add(declaration)
        waiting.push(declaration)
      }
      const relative = path.posix.relative(folder, module)
      const dotted = relative.startsWith('.') ? relative : `./${relative}`
      return `${before}${quote}${dotted}.js${quote}`
    })
    const copy = path.join(target, file)
    mkdirSync(path.dirname(copy), { recursive: true })
    writeFileSync(copy, moved)
  }
}

function compileSdk(root) {
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const result = spawnSync(process.execPath, [compiler, '-b', 'src/sdk'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) throw new Error('the SDK does not compile; see the errors above')
}
