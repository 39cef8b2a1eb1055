import { nameOf, isNode, walk, type ParsedSource, type SyntaxNode } from './syntax-tree.ts'

/** Names that stand for a Map or Set: of properties in any source, of variables in this one. */
export interface UnorderedNames {
  readonly properties: ReadonlySet<string>
  /** Names of properties that stand for an array wherever they are declared. */
  readonly arrays: ReadonlySet<string>
}

const UNORDERED_TYPES = new Set(['Map', 'Set', 'ReadonlyMap', 'ReadonlySet'])

const PROPERTY_DECLARATIONS = new Set(['TSPropertySignature', 'PropertyDefinition', 'Property'])

/**
 * The names of properties that the sources declare as a Map or Set. A name that also stands for an
 * array elsewhere is left out, for it proves nothing; the determinism guard of the tests, which
 * watches the running code, covers such names.
 */
export function collectUnorderedProperties(sources: readonly ParsedSource[]): UnorderedNames {
  const unordered = new Set<string>()
  const arrays = new Set<string>()
  const others = new Set<string>()
  for (const { program } of sources) {
    walk(program, ({ node }) => {
      if (!PROPERTY_DECLARATIONS.has(node.type)) return
      const name = nameOf(node['key'])
      if (name === undefined) return
      const type = annotatedType(node)
      if (declaresUnordered(node)) unordered.add(name)
      if (isArrayType(type)) arrays.add(name)
      else if (type !== undefined) others.add(name)
    })
  }
  return {
    properties: new Set([...unordered].filter((name) => !arrays.has(name))),
    arrays: new Set([...arrays].filter((name) => !others.has(name))),
  }
}

/**
 * Where a Map or Set is iterated: their order is the order of insertion, which differs between a
 * node that ran on and one that was restarted. Covers `for…of`, spread, `Array.from` and the
 * constructors that read an iterable.
 */
export function findUnorderedIterations(
  program: SyntaxNode,
  { properties }: UnorderedNames,
): readonly SyntaxNode[] {
  const variables = collectVariables(program)
  const isUnordered = (value: unknown): boolean => {
    if (!isNode(value)) return false
    if (value.type === 'Identifier') return variables.has(value['name'] as string)
    if (value.type === 'MemberExpression' && value['computed'] !== true) {
      return properties.has(nameOf(value['property']) ?? '')
    }
    return isNewUnordered(value)
  }
  const found: SyntaxNode[] = []
  walk(program, ({ node }) => {
    if (iteratedBy(node).some(isUnordered)) found.push(node)
  })
  return found
}

function iteratedBy(node: SyntaxNode): readonly unknown[] {
  if (node.type === 'ForOfStatement') return [node['right']]
  if (node.type === 'SpreadElement') return [node['argument']]
  if (node.type === 'VariableDeclarator') {
    return isNode(node['id']) && node['id'].type === 'ArrayPattern' ? [node['init']] : []
  }
  if (node.type === 'CallExpression') {
    const callee = node['callee']
    if (!isNode(callee) || nameOf(callee['object']) !== 'Array') return []
    return nameOf(callee['property']) === 'from' ? (node['arguments'] as unknown[]) : []
  }
  return []
}

function collectVariables(program: SyntaxNode): ReadonlySet<string> {
  const variables = new Set<string>()
  walk(program, ({ node }) => {
    const target = node.type === 'VariableDeclarator' ? node['id'] : node
    const name = nameOf(target)
    if (name === undefined || !isNode(target)) return
    if (annotatesUnordered(target) || isNewUnordered(node['init'])) variables.add(name)
  })
  return variables
}

/** Names that stand for an array wherever this source declares them with a type. */
export function collectArrays(program: SyntaxNode): ReadonlySet<string> {
  const arrays = new Set<string>()
  const others = new Set<string>()
  walk(program, ({ node }) => {
    const name = nameOf(node)
    const type = annotatedType(node)
    if (name === undefined || type === undefined) return
    const names = isArrayType(type) ? arrays : others
    names.add(name)
  })
  return new Set([...arrays].filter((name) => !others.has(name)))
}

function isArrayType(type: unknown): boolean {
  if (!isNode(type)) return false
  if (type.type === 'TSArrayType' || type.type === 'TSTupleType') return true
  return type.type === 'TSTypeOperator' && isArrayType(type['typeAnnotation'])
}

function declaresUnordered(node: SyntaxNode): boolean {
  return annotatesUnordered(node) || isNewUnordered(node['value'])
}

function annotatesUnordered(node: SyntaxNode): boolean {
  const type = annotatedType(node)
  return isNode(type) && UNORDERED_TYPES.has(nameOf(type['typeName']) ?? '')
}

function annotatedType(node: SyntaxNode): unknown {
  const annotation = node['typeAnnotation']
  return isNode(annotation) ? annotation['typeAnnotation'] : undefined
}

function isNewUnordered(value: unknown): boolean {
  return (
    isNode(value) &&
    value.type === 'NewExpression' &&
    UNORDERED_TYPES.has(nameOf(value['callee']) ?? '')
  )
}
