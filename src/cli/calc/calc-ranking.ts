import { compareBigint } from '#base/integers.ts'
import { applyProbation, applyProbationIotex2019 } from '#formulas/apply-probation.ts'
import { orderCandidates } from '#formulas/candidate-order.ts'
import { CalcInputError } from './calc-input-error.ts'
import {
  describe,
  type Fields,
  hasField,
  readAmount,
  readChoice,
  readInteger,
  readList,
  readObject,
  readText,
} from './read-fields.ts'

const MAX_DELEGATES = 100_000
const MAX_NAME_LENGTH = 128
const WHOLE = { from: 0, to: Number.MAX_SAFE_INTEGER }
const INTENSITY = { from: 0, to: 100, fallback: 90 }

export type RankedDelegate = {
  readonly rank: number
  readonly name: string
  /** The votes that count: after probation. */
  readonly votes: string
  readonly registration?: number
  readonly onProbation: boolean
}

type Entry = {
  readonly name: string
  readonly key: string
  readonly votesRau: bigint
  readonly registration: number
}

/** `boule calc ranking`: delegates by votes, with the tie-break of the rule. */
export function calcRanking(input: unknown): { readonly ranking: readonly RankedDelegate[] } {
  const known = ['rule', 'delegates', 'probation', 'intensityPercent', 'seed']
  const fields = readObject(input, '', known)
  const rule = readChoice(fields, 'rule', ['boule', 'iotex-2019'], 'boule')
  const isBoule = rule === 'boule'
  const intensityPercent = readInteger(fields, 'intensityPercent', INTENSITY)
  const entries = readList(fields, 'delegates', MAX_DELEGATES).map((value, index) =>
    readEntry(value, `delegates[${index}]`, isBoule),
  )
  checkUnique(entries, isBoule)
  const listed = readProbation(fields, entries)

  const reduce = isBoule ? applyProbation : applyProbationIotex2019
  const counted = entries.map((entry) =>
    listed.has(entry.name)
      ? { ...entry, votesRau: reduce(entry.votesRau, intensityPercent) }
      : entry,
  )
  const ordered = isBoule
    ? counted.sort(compareByRegistration)
    : orderCandidates(counted, readInteger(fields, 'seed', WHOLE))
  const ranking = ordered.map(({ name, votesRau, registration }, index) => ({
    rank: index + 1,
    name,
    votes: votesRau.toString(),
    ...(isBoule ? { registration } : {}),
    onProbation: listed.has(name),
  }))
  return { ranking }
}

/** More votes first; among equals the delegate that registered first. */
function compareByRegistration(a: Entry, b: Entry): number {
  return compareBigint(b.votesRau, a.votesRau) || a.registration - b.registration
}

function readEntry(value: unknown, path: string, isBoule: boolean): Entry {
  const fields = readObject(value, path, ['name', 'votes', 'registration', 'key'])
  const name = readText(fields, 'name', MAX_NAME_LENGTH)
  return {
    name,
    key: hasField(fields, 'key') ? readText(fields, 'key', MAX_NAME_LENGTH) : name,
    votesRau: readAmount(fields, 'votes'),
    registration: isBoule ? readInteger(fields, 'registration', WHOLE) : 0,
  }
}

function checkUnique(entries: readonly Entry[], isBoule: boolean): void {
  const checks = [
    { field: 'name', of: (entry: Entry) => entry.name },
    isBoule
      ? { field: 'registration', of: (entry: Entry) => entry.registration }
      : { field: 'key', of: (entry: Entry) => entry.key },
  ]
  for (const { field, of } of checks) {
    const seen = new Set<string | number>()
    for (const [index, entry] of entries.entries()) {
      if (seen.has(of(entry))) {
        const expectation = `must differ from all others, got ${describe(of(entry))} again`
        throw new CalcInputError(`delegates[${index}].${field}`, expectation)
      }
      seen.add(of(entry))
    }
  }
}

function readProbation(fields: Fields, entries: readonly Entry[]): ReadonlySet<string> {
  const names = new Set(entries.map((entry) => entry.name))
  const listed = new Set<string>()
  for (const [index, name] of readList(fields, 'probation', MAX_DELEGATES, []).entries()) {
    if (typeof name !== 'string' || !names.has(name)) {
      const expectation = `must be the name of one of the delegates, got ${describe(name)}`
      throw new CalcInputError(`probation[${index}]`, expectation)
    }
    listed.add(name)
  }
  return listed
}
