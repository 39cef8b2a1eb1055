// Decimal figures between people and whole numbers of a smaller unit: `1.5` percent are 150 basis points. No floats.

const APOSTROPHES = "'’"

/** `amount` of the small unit as a figure of the unit that is `size` of it: 150 of 100 gives `"1.5"`. Exact when `size` is a power of ten, or divides it. */
export function toPlainDecimal(amount: bigint, size: bigint): `${number}` {
  const digits = size.toString().length - 1
  const whole = amount / size
  const rest = amount % size
  if (rest === 0n) return `${whole}` as `${number}`
  const fraction = ((rest * 10n ** BigInt(digits)) / size).toString().padStart(digits, '0')
  return `${whole}.${fraction.replace(/0+$/, '')}` as `${number}`
}

/**
 * A figure as people of a language write it, to whole numbers of a unit `size` times smaller; undefined when it is no figure, or not a
 * whole number then. Groups of thousands may be marked, with the mark of the language or a space.
 */
export function parseDecimalText(text: string, size: bigint, locale: string): bigint | undefined {
  if (text.length > 60) return undefined
  const { group, point, digits, write } = marksOf(locale)
  const plain = [...text.trim()]
    .map((sign) => {
      // Keyboards have one apostrophe, formatters may have the other.
      if (APOSTROPHES.includes(sign) && APOSTROPHES.includes(group)) return group
      const digit = digits.indexOf(sign)
      return digit < 0 ? sign : String(digit)
    })
    .join('')
  const [whole = '', fraction = '', ...more] = plain.split(point)
  if (more.length > 0 || !/^\d*$/.test(fraction)) return undefined
  const integer = ungroup(whole, group, write)
  if (integer === undefined || (plain.includes(point) && fraction === '')) return undefined
  const scaled = BigInt(integer + fraction) * size
  const divisor = 10n ** BigInt(fraction.length)
  return scaled % divisor === 0n ? scaled / divisor : undefined
}

/** Digits without their groups; undefined when groups are neither of three digits nor as the language has them. */
function ungroup(
  whole: string,
  group: string,
  write: (value: bigint) => string,
): string | undefined {
  if (/^\d+$/.test(whole)) return whole
  const parts = whole.split(/\s/.test(group) ? /\s/ : new RegExp(`[${group}\\s]`))
  const [first = '', ...rest] = parts
  const isGrouped = /^\d{1,3}$/.test(first) && rest.every((part) => /^\d{3}$/.test(part))
  const joined = parts.join('')
  const isAsWritten = /^\d+$/.test(joined) && write(BigInt(joined)) === whole
  return isGrouped || isAsWritten ? joined : undefined
}

function marksOf(locale: string) {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8)
  const find = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  const plain = new Intl.NumberFormat(locale, { useGrouping: false })
  const digits = Array.from({ length: 10 }, (_, digit) => plain.format(digit))
  const latin = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
  const write = (value: bigint): string => latin.format(value)
  return { group: find('group') || ',', point: find('decimal') || '.', digits, write }
}
