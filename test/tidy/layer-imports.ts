import path from 'node:path'
import type { Layer } from './layer-table.ts'
import type { ParsedSource } from './syntax-tree.ts'

/** Says, one line each, which imports of a source break the table of layers. */
export function findLayerBreaches(source: ParsedSource, layers: readonly Layer[]): string[] {
  const name = layerOf(source.file)
  const layer = layers.find((each) => each.name === name)
  if (layer === undefined) return [`${source.file}: ${name} is no layer of ARCHITECTURE.md`]
  return source.imports.flatMap(({ specifier, isTypeOnly, line }) => {
    const problem = problemOf(source.file, layer, specifier, isTypeOnly)
    return problem === undefined ? [] : [`${source.file}:${line} imports ${specifier}: ${problem}`]
  })
}

function problemOf(
  file: string,
  layer: Layer,
  specifier: string,
  isTypeOnly: boolean,
): string | undefined {
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier)
    if (layerOf(target) === layer.name || !target.startsWith('src/')) return undefined
    return 'write it as #layer/file.ts'
  }
  if (!specifier.startsWith('#')) return undefined
  const target = layerOf(`src/${specifier.slice(1)}`)
  if (target === layer.name) return 'inside a layer, imports are relative'
  if (!layer.mayImport.includes(target)) return `${layer.name} may not import ${target}`
  if (layer.typesOnly.includes(target) && !isTypeOnly) return `only types of ${target} may be used`
  return undefined
}

function layerOf(file: string): string {
  return file.split('/')[1] ?? ''
}
