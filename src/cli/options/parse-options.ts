import { InvalidArgumentError } from 'commander'
import { parseCoins } from '#sdk/units/parse-coins.ts'

// Parsers of what people type, for commander: a refusal names what would be right.

export function parseAmountOption(text: string): bigint {
  try {
    return parseCoins(text)
  } catch {
    throw new InvalidArgumentError('write coins with at most 18 decimals, such as 1000 or 12.5.')
  }
}

/** A whole number from `min` to `max`. */
export function wholeOption(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= min && value <= max)) {
      throw new InvalidArgumentError(`write a whole number from ${min} to ${max}.`)
    }
    return value
  }
}

export const parsePortOption = wholeOption(0, 65_535)
export const parseIndexOption = wholeOption(0, Number.MAX_SAFE_INTEGER)

/** A time such as `500ms`, `2s` or `2`, which are seconds; in milliseconds. */
export function parseIntervalOption(text: string): number {
  const match = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s)?$/.exec(text)
  const value = match === null ? Number.NaN : Number(match[1]) * (match[2] === 'ms' ? 1 : 1000)
  if (!Number.isInteger(value) || value < 50 || value > 3_600_000) {
    throw new InvalidArgumentError('write a time from 50ms to 3600s, such as 500ms or 2s.')
  }
  return value
}

/** A node's address: http, https, ws or wss. */
export function parseRpcOption(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)) {
    throw new InvalidArgumentError('write an address such as http://127.0.0.1:8545.')
  }
  return text
}

/** The same without WebSockets. */
export function parseHttpOption(text: string): string {
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined
  if (protocol === 'http:' || protocol === 'https:') return text
  throw new InvalidArgumentError('write an address such as http://127.0.0.1:8545.')
}

/** Words with commas between them. */
export function parseListOption(text: string): readonly string[] {
  const words = text.split(',').map((word) => word.trim())
  if (words.includes('')) throw new InvalidArgumentError('write a list such as one,two.')
  return words
}

/** 32 bytes in hex, with or without 0x. */
export function parseHashOption(text: string): string {
  const match = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(text)
  if (match?.[1] === undefined) throw new InvalidArgumentError('write 64 hex digits.')
  return match[1]
}
