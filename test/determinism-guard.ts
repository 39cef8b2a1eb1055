/** What a guarded function did that another machine could do differently. */
export class DeterminismError extends Error {
  override readonly name = 'DeterminismError'

  constructor(what: string) {
    super(`deterministic code used ${what}`)
  }
}

export interface GuardOptions {
  /**
   * Also ban iterating a Map or Set. For code that is protocol alone: the state below it may walk a
   * map where the order does not matter.
   */
  readonly banUnorderedIteration?: boolean
}

type Target = readonly [owner: object, ownerName: string, names: readonly string[]]

const INEXACT_MATH = listWords(`
  acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 f16round fround hypot log log10
  log1p log2 pow random round sin sinh sqrt tan tanh
`)

const BANNED_GLOBALS = listWords(`
  setTimeout setInterval setImmediate queueMicrotask fetch parseFloat Date SharedArrayBuffer WeakRef
  FinalizationRegistry structuredClone
`)

const BANNED: readonly Target[] = [
  [globalThis, 'globalThis', BANNED_GLOBALS],
  [Math, 'Math', INEXACT_MATH],
  [performance, 'performance', ['now', 'mark', 'measure']],
  [process, 'process', ['hrtime', 'nextTick', 'uptime', 'cwd', 'memoryUsage', 'cpuUsage']],
  [crypto, 'crypto', ['getRandomValues', 'randomUUID']],
  [JSON, 'JSON', ['parse', 'stringify']],
  [Intl, 'Intl', ['Collator', 'DateTimeFormat', 'NumberFormat', 'PluralRules', 'Segmenter']],
  [String.prototype, 'String', ['localeCompare', 'normalize', 'toLocaleUpperCase']],
  [Number.prototype, 'Number', ['toLocaleString', 'toFixed', 'toPrecision', 'toExponential']],
  [BigInt.prototype, 'BigInt', ['toLocaleString']],
  [RegExp.prototype, 'RegExp', ['exec', 'test']],
  [Promise, 'Promise', ['resolve', 'reject', 'all', 'allSettled', 'race', 'any']],
  [Promise.prototype, 'Promise', ['then', 'catch', 'finally']],
]

const UNORDERED: readonly Target[] = [
  [Map.prototype, 'Map', ['forEach', 'keys', 'values', 'entries', '@@iterator']],
  [Set.prototype, 'Set', ['forEach', 'keys', 'values', 'entries', '@@iterator']],
]

/**
 * Runs `run` while everything that two machines could disagree on throws a `DeterminismError`, then
 * puts it all back. `run` must be synchronous: it is what the state machine promises to be.
 *
 * The watch covers what lint cannot see: dependencies, and names whose type is hidden.
 */
export function runDeterministically<Result>(
  run: () => Result,
  options: GuardOptions = {},
): Result {
  const restore: (() => void)[] = []
  try {
    const targets = options.banUnorderedIteration === true ? [...BANNED, ...UNORDERED] : BANNED
    for (const target of targets) banAll(target, restore)
    banSortWithoutComparator(restore)
    return run()
  } finally {
    for (const undo of restore.reverse()) undo()
  }
}

function banAll([owner, ownerName, names]: Target, restore: (() => void)[]): void {
  for (const name of names) {
    const key = name === '@@iterator' ? Symbol.iterator : name
    if (!(key in owner)) continue
    replace(owner, key, makeThrowing(`${ownerName}.${name}`), restore)
  }
}

// Throws however it is used: called, made with `new`, or asked for a member such as `Date.now`.
function makeThrowing(what: string): object {
  const refuse = (): never => {
    throw new DeterminismError(what)
  }
  return new Proxy(function banned() {}, { apply: refuse, construct: refuse, get: refuse })
}

function banSortWithoutComparator(restore: (() => void)[]): void {
  for (const name of ['sort', 'toSorted'] as const) {
    const original: unknown = Array.prototype[name]
    const checked = function (this: unknown, compare?: unknown): unknown {
      if (compare === undefined) throw new DeterminismError(`Array.${name} without a comparator`)
      return Reflect.apply(original as () => unknown, this, [compare])
    }
    replace(Array.prototype, name, checked, restore)
  }
}

function replace(
  owner: object,
  key: string | symbol,
  value: unknown,
  restore: (() => void)[],
): void {
  const original = Object.getOwnPropertyDescriptor(owner, key)
  Object.defineProperty(owner, key, { value, configurable: true, writable: true })
  restore.push(() => {
    if (original === undefined) Reflect.deleteProperty(owner, key)
    else Object.defineProperty(owner, key, original)
  })
}

function listWords(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
