import {
  lineOf,
  nameOf,
  isNode,
  walk,
  type ParsedSource,
  type SyntaxNode,
  type Visit,
} from './syntax-tree.ts'
import {
  collectArrays,
  findUnorderedIterations,
  type UnorderedNames,
} from './unordered-iteration.ts'

/** The bans of deterministic code. Each has a row in determinism-rules.test.ts where it fires. */
export type DeterminismRule =
  | 'math'
  | 'power'
  | 'float'
  | 'global'
  | 'async'
  | 'for-in'
  | 'iteration'
  | 'sort'
  | 'locale'
  | 'regex'
  | 'error-text'
  | 'catch'
  | 'number-conversion'
  | 'import'

export interface Offence {
  readonly rule: DeterminismRule
  readonly file: string
  readonly line: number
  /** What was found, as written. */
  readonly found: string
}

const EXACT_MATH = new Set(['abs', 'max', 'min', 'floor', 'ceil', 'trunc', 'sign', 'imul', 'clz32'])

const BANNED_GLOBALS = new Set([
  'Date',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'performance',
  'process',
  'crypto',
  'Intl',
  'globalThis',
  'Promise',
  'JSON',
  'RegExp',
  'WeakRef',
  'FinalizationRegistry',
  'SharedArrayBuffer',
  'Atomics',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'parseFloat',
  'fetch',
  'console',
  'eval',
  'Function',
  'require',
  'structuredClone',
])

const LOCALE_METHODS = new Set([
  'localeCompare',
  'normalize',
  'toFixed',
  'toPrecision',
  'toExponential',
  'toLocaleString',
  'toLocaleUpperCase',
  'toLocaleLowerCase',
  'toLocaleDateString',
  'toLocaleTimeString',
])

const FLOAT_METHODS = new Set([
  'getFloat16',
  'getFloat32',
  'getFloat64',
  'setFloat16',
  'setFloat32',
  'setFloat64',
])

const SORT_METHODS = new Set(['sort', 'toSorted'])
const ITERATING_METHODS = new Set(['forEach', 'values', 'keys', 'entries'])
const OBJECT_LISTINGS = new Set(['keys', 'values', 'entries', 'getOwnPropertyNames', 'assign'])
const PURE_PACKAGES = /^#(base|params|formulas|protocol)\//

/**
 * Everything in a source that could make two machines disagree. `unordered` names the maps and sets
 * known from the declarations of all sources, for types are not visible here.
 */
export function findOffences(source: ParsedSource, unordered: UnorderedNames): Offence[] {
  const offences: Offence[] = []
  const report = (
    rule: DeterminismRule,
    node: { readonly start: number; readonly end: number },
  ) => {
    const [found = ''] = source.text.slice(node.start, node.end).split('\n')
    const line = lineOf(source.text, node.start)
    offences.push({ rule, file: source.file, line, found: found.slice(0, 60) })
  }
  const arrays = collectArrays(source.program)
  walk(source.program, (visit) => {
    if (readsArray(visit.node, arrays, unordered.arrays)) return
    for (const rule of rulesBrokenAt(visit)) report(rule, visit.node)
  })
  for (const node of findUnorderedIterations(source.program, unordered)) report('iteration', node)
  for (const { specifier, line } of source.imports) {
    if (specifier.startsWith('./') || specifier.startsWith('../')) continue
    if (PURE_PACKAGES.test(specifier)) continue
    offences.push({ rule: 'import', file: source.file, line, found: specifier })
  }
  return offences
}

function rulesBrokenAt(visit: Visit): DeterminismRule[] {
  const { node } = visit
  switch (node.type) {
    case 'Identifier':
      return rulesOfIdentifier(visit)
    case 'Literal':
      return rulesOfLiteral(node)
    case 'MemberExpression':
      return rulesOfMember(node)
    case 'CallExpression':
      return rulesOfCall(node)
    case 'BinaryExpression':
    case 'AssignmentExpression':
      return isNumberPower(node) ? ['power'] : []
    case 'ForInStatement':
      return ['for-in']
    case 'CatchClause':
      return ['catch']
    case 'AwaitExpression':
    case 'ImportExpression':
      return ['async']
    case 'ForOfStatement':
      return node['await'] === true ? ['async'] : []
    case 'MetaProperty':
      return nameOf(node['meta']) === 'import' ? ['global'] : []
    default:
      return node['async'] === true ? ['async'] : []
  }
}

function rulesOfIdentifier({ node, parent, field }: Visit): DeterminismRule[] {
  const name = node['name'] as string
  if (!isReference(parent, field)) return []
  if (BANNED_GLOBALS.has(name)) return ['global']
  // `Math` handed on whole could be asked for anything.
  const isAsked = parent?.type === 'MemberExpression' && field === 'object'
  return name === 'Math' && !isAsked ? ['math'] : []
}

// A property's name is no use of the global of that name, and neither is a type.
function isReference(parent: SyntaxNode | undefined, field: string): boolean {
  if (parent === undefined) return false
  const isName = field === 'property' || (field === 'key' && parent['shorthand'] !== true)
  if (isName && parent['computed'] !== true) return false
  return !parent.type.startsWith('TS') || /^TS(As|Satisfies|NonNull)/.test(parent.type)
}

function rulesOfLiteral(node: SyntaxNode): DeterminismRule[] {
  if (node['regex'] !== undefined) return ['regex']
  if (typeof node['value'] !== 'number') return []
  const isWhole = Number.isSafeInteger(node['value']) && !String(node['raw']).includes('.')
  return isWhole ? [] : ['float']
}

function rulesOfMember(node: SyntaxNode): DeterminismRule[] {
  const property = propertyOf(node)
  if (nameOf(node['object']) === 'Math') {
    return property !== undefined && EXACT_MATH.has(property) ? [] : ['math']
  }
  if (property === 'message' || property === 'stack') return ['error-text']
  if (property !== undefined && FLOAT_METHODS.has(property)) return ['float']
  return property !== undefined && LOCALE_METHODS.has(property) ? ['locale'] : []
}

function rulesOfCall(node: SyntaxNode): DeterminismRule[] {
  const callee = node['callee']
  if (nameOf(callee) === 'Number') return isMaskedExactly(node) ? [] : ['number-conversion']
  if (!isNode(callee) || callee.type !== 'MemberExpression') return []
  const property = propertyOf(callee)
  if (property === undefined) return []
  const argumentCount = (node['arguments'] as unknown[]).length
  const object = nameOf(callee['object'])
  if (object === 'Number' && property === 'parseFloat') return ['number-conversion']
  if (object === 'Object') return OBJECT_LISTINGS.has(property) ? ['iteration'] : []
  if (object === 'Reflect' && property === 'ownKeys') return ['iteration']
  if (SORT_METHODS.has(property)) return argumentCount === 0 ? ['sort'] : []
  const takesNothing = property !== 'forEach' && argumentCount > 0
  return ITERATING_METHODS.has(property) && !takesNothing ? ['iteration'] : []
}

// `**` is exact on bigint, and a bigint literal on either side proves that both sides are one.
function isNumberPower(node: SyntaxNode): boolean {
  if (node['operator'] !== '**' && node['operator'] !== '**=') return false
  return ![node['left'], node['right']].some((side) => isNode(side) && isBigintLiteral(side))
}

function isBigintLiteral(node: SyntaxNode): boolean {
  return node.type === 'Literal' && typeof node['bigint'] === 'string'
}

// `Number(x & 0xffffffffn)` is exact whatever x is: the mask is below 2 to the 53rd.
function isMaskedExactly(call: SyntaxNode): boolean {
  const [argument] = call['arguments'] as unknown[]
  if (!isNode(argument) || argument.type !== 'BinaryExpression') return false
  if (argument['operator'] !== '&') return false
  return [argument['left'], argument['right']].some(
    (side) =>
      isNode(side) &&
      isBigintLiteral(side) &&
      BigInt(side['bigint'] as string) <= BigInt(Number.MAX_SAFE_INTEGER),
  )
}

// An array has one order, so `items.entries()` is fine where the file says that it is an array.
function readsArray(
  node: SyntaxNode,
  variables: ReadonlySet<string>,
  properties: ReadonlySet<string>,
): boolean {
  const callee = node['callee']
  if (node.type !== 'CallExpression' || !isNode(callee)) return false
  if (!ITERATING_METHODS.has(propertyOf(callee) ?? '')) return false
  const object = callee['object']
  if (!isNode(object)) return false
  if (object.type !== 'MemberExpression') return variables.has(nameOf(object) ?? '')
  return properties.has(propertyOf(object) ?? '')
}

function propertyOf(member: SyntaxNode): string | undefined {
  const property = member['property']
  if (member['computed'] !== true) return nameOf(property)
  const isText = isNode(property) && typeof property['value'] === 'string'
  return isText ? (property['value'] as string) : undefined
}
