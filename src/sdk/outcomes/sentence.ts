import { formatCoins } from '../units/format-coins.ts'

/** What a refusal says, made of the values of its custom error in their order. */
export type Sentence = (...values: readonly never[]) => string

/** Rau as `1,000 coins`. */
export function coinsText(rau: bigint): string {
  const text = formatCoins(rau)
  return `${text} ${text === '1' ? 'coin' : 'coins'}`
}

/** Unix seconds as date and time in UTC. */
export function timeText(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime())
    ? `Unix time ${seconds}`
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
