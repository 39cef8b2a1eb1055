import { parseSync } from 'oxc-parser'

/** A node of the ESTree syntax tree; which fields it has depends on `type`. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** A node with the nodes around it, innermost first. */
export interface Visit {
  readonly node: SyntaxNode
  readonly parent: SyntaxNode | undefined
  /** The field of the parent that holds the node. */
  readonly field: string
}

/** One `import` or re-export. `isTypeOnly` says that nothing of it is left when types are erased. */
export interface ImportSite {
  readonly specifier: string
  readonly isTypeOnly: boolean
  readonly line: number
}

export interface ParsedSource {
  readonly file: string
  readonly text: string
  readonly program: SyntaxNode
  readonly imports: readonly ImportSite[]
}

/** Parses TypeScript; throws an error that names the file where the syntax is wrong. */
export function parseSource(file: string, text: string): ParsedSource {
  const result = parseSync(file, text, { sourceType: 'module' })
  const [firstError] = result.errors
  if (firstError !== undefined) throw new Error(`${file} does not parse: ${firstError.message}`)
  const lineAt = (offset: number): number => lineOf(text, offset)
  const { staticImports, staticExports, dynamicImports } = result.module
  const imports: ImportSite[] = staticImports.map((site) => ({
    specifier: site.moduleRequest.value,
    isTypeOnly: site.entries.length > 0 && site.entries.every((entry) => entry.isType),
    line: lineAt(site.start),
  }))
  for (const site of staticExports) {
    const [entry] = site.entries.filter((each) => each.moduleRequest)
    if (!entry?.moduleRequest) continue
    imports.push({
      specifier: entry.moduleRequest.value,
      isTypeOnly: site.entries.every((each) => each.isType),
      line: lineAt(site.start),
    })
  }
  for (const { start, moduleRequest } of dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end)
    imports.push({ specifier: written.slice(1, -1), isTypeOnly: false, line: lineAt(start) })
  }
  return { file, text, program: result.program as unknown as SyntaxNode, imports }
}

/** The line number, from 1, of a character offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Calls `visit` for every node below and including `root`, in the order of the text. */
export function walk(root: SyntaxNode, visit: (visit: Visit) => void): void {
  const enter = (node: SyntaxNode, parent: SyntaxNode | undefined, field: string): void => {
    visit({ node, parent, field })
    for (const [name, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) enter(child, node, name)
      }
    }
  }
  enter(root, undefined, '')
}

/** Whether a field's value is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'
  )
}

/** The name of an identifier node, or undefined for any other value. */
export function nameOf(value: unknown): string | undefined {
  if (!isNode(value) || value.type !== 'Identifier') return undefined
  return value['name'] as string
}
