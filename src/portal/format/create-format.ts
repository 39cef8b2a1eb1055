import { toDecimalText } from './to-decimal-text.ts'

/** Numbers, amounts and times in the words of one language. Amounts are cut off, never rounded up, and never become floats. */
export interface Format {
  readonly locale: string
  /** An amount of Rau as coins, exactly. */
  readonly coinsExact: (rau: bigint) => string
  /** An amount of Rau as coins with at most so many decimals (2 when missing). */
  readonly coins: (rau: bigint, decimals?: number) => string
  /** A large amount of Rau as coins in short, such as `1.24M`. */
  readonly coinsShort: (rau: bigint) => string
  readonly integer: (value: number | bigint) => string
  /** Plain decimal digits with all their places, such as those of `toPlainDecimal`. */
  readonly decimal: (digits: `${number}`) => string
  /** Hundredths of a percent: 1250 is 12.5 %. */
  readonly basisPoints: (basisPoints: number) => string
  /** What part of `whole` a `part` is, in percent with one decimal; nothing of nothing is 0 %. */
  readonly share: (part: bigint, whole: bigint) => string
  readonly dateTime: (timeMs: number) => string
  /** The same to the minute. */
  readonly dateTimeShort: (timeMs: number) => string
  readonly date: (timeMs: number) => string
  readonly clock: (timeMs: number) => string
  /** A length of time in its two largest units, such as `2 hr, 5 min`. */
  readonly duration: (lengthMs: number) => string
  /** A moment against another: `in 5 minutes`, `2 days ago`. */
  readonly relative: (timeMs: number, nowMs: number) => string
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** Formatters of one language, a BCP 47 tag. `timeZone` is that of the browser when missing. */
export function createFormat(locale: string, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone }
  const integer = new Intl.NumberFormat(locale)
  const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 18 })
  const short = new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: 2,
    roundingMode: 'trunc',
  })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 2,
    roundingMode: 'trunc',
  })
  const dateTime = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...zone,
  })
  const dateTimeShort = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...zone,
  })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone })
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' })

  const unitText = (value: number, unit: string): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)

  return {
    locale,
    coinsExact: (rau) => exact.format(toDecimalText(rau)),
    coins: (rau, decimals = 2) =>
      new Intl.NumberFormat(locale, {
        maximumFractionDigits: decimals,
        roundingMode: 'trunc',
      }).format(toDecimalText(rau)),
    coinsShort: (rau) => short.format(toDecimalText(rau)),
    integer: (value) => integer.format(value),
    decimal: (digits) => exact.format(digits),
    basisPoints: (basisPoints) => percent.format(basisPoints / 10_000),
    share: (part, whole) =>
      percent.format(whole === 0n ? 0 : Number((part * 1_000n) / whole) / 1_000),
    dateTime: (timeMs) => dateTime.format(timeMs),
    dateTimeShort: (timeMs) => dateTimeShort.format(timeMs),
    date: (timeMs) => date.format(timeMs),
    clock: (timeMs) => clock.format(timeMs),
    duration: (lengthMs) => list.format(splitDuration(lengthMs, unitText)),
    relative: (timeMs, nowMs) => {
      const distanceMs = timeMs - nowMs
      const [unit, sizeMs] = unitFor(distanceMs)
      return relative.format(Math.trunc(distanceMs / sizeMs), unit)
    },
  }
}

function unitFor(distanceMs: number): (typeof UNITS)[number] {
  return UNITS.find(([, sizeMs]) => Math.abs(distanceMs) >= sizeMs) ?? UNITS[3]
}

function splitDuration(
  lengthMs: number,
  unitText: (value: number, unit: string) => string,
): readonly string[] {
  const length = Math.max(0, lengthMs)
  const first = UNITS.indexOf(unitFor(length))
  const parts: string[] = []
  let restMs = length
  for (const [unit, sizeMs] of UNITS.slice(first, first + 2)) {
    const value = Math.floor(restMs / sizeMs)
    restMs -= value * sizeMs
    if (value > 0 || parts.length === 0) parts.push(unitText(value, unit))
  }
  return parts
}
