import { fromHex } from '#base/hex.ts'
import { parseIoAddress } from '#base/io-address.ts'
import { drawBoule } from '#formulas/draw-boule.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import { CalcInputError } from './calc-input-error.ts'
import {
  checkInteger,
  describe,
  readChoice,
  readHexDigits,
  readInteger,
  readList,
  readObject,
} from './read-fields.ts'

const FIELDS = ['rule', 'epochStartHeight', 'operators', 'mix', 'registrations', 'count']
const MAX_ENTRIES = 10_000
const COUNT = { from: 1, to: MAX_ENTRIES, fallback: 24 }
const WHOLE = { from: 0, to: Number.MAX_SAFE_INTEGER }

/** `boule calc draw`: the block producers that a draw gives, in draw order. */
export function calcDraw(input: unknown): { readonly producers: readonly (string | number)[] } {
  const fields = readObject(input, '', FIELDS)
  const rule = readChoice(fields, 'rule', ['iotex-2019', 'boule'])
  const count = readInteger(fields, 'count', COUNT)
  if (rule === 'iotex-2019') {
    const epochStartHeight = readInteger(fields, 'epochStartHeight', WHOLE)
    const operators = readList(fields, 'operators', MAX_ENTRIES).map(checkOperator)
    return { producers: drawIotex(operators, epochStartHeight, count) }
  }
  const mix = fromHex(`0x${readHexDigits(fields, 'mix', 32)}`)
  const registrations = readList(fields, 'registrations', MAX_ENTRIES).map((value, index) =>
    checkInteger(value, `registrations[${index}]`, WHOLE),
  )
  const seen = new Set<number>()
  for (const [index, registration] of registrations.entries()) {
    if (seen.has(registration)) {
      const expectation = `must be a number that occurs once, got ${registration} again`
      throw new CalcInputError(`registrations[${index}]`, expectation)
    }
    seen.add(registration)
  }
  return { producers: drawBoule(mix, registrations, count) }
}

/**
 * The draw hashes the text of the address, so a mistyped one would give another draw without any
 * error.
 */
function checkOperator(value: unknown, index: number): string {
  const isText = typeof value === 'string' && value.startsWith('io1')
  if (isText && parseIoAddress(value) !== undefined) return value
  throw new CalcInputError(
    `operators[${index}]`,
    `must be an io1 address in lower case with a valid checksum, got ${describe(value)}`,
  )
}
