import path from 'node:path'
import { readProjectFile } from './source-files.ts'
import { parseSource, type ParsedSource } from './syntax-tree.ts'

/** The project file that an import names, or undefined where it names a package. */
function resolveImport(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`
  if (!specifier.startsWith('.')) return undefined
  return path.posix.join(path.posix.dirname(importer), specifier)
}

/**
 * The sources that run when `entries` run: themselves and everything that they import as a value.
 * An import of types alone is gone when the code runs.
 */
export function collectReachable(
  entries: readonly string[],
  known: ReadonlySet<string>,
): readonly ParsedSource[] {
  const waiting = entries.filter((file) => known.has(file))
  const seen = new Set(waiting)
  const sources: ParsedSource[] = []
  for (const file of waiting) {
    const source = parseSource(file, readProjectFile(file))
    sources.push(source)
    for (const { specifier, isTypeOnly } of source.imports) {
      const target = isTypeOnly ? undefined : resolveImport(file, specifier)
      if (target === undefined || seen.has(target) || !known.has(target)) continue
      if (!target.endsWith('.ts')) continue
      seen.add(target)
      waiting.push(target)
    }
  }
  return sources
}
