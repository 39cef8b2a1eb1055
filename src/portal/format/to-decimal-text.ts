import { RAU_PER_COIN } from '#base/integers.ts'

const RAU_DIGITS = 18

/** Rau as coins in plain decimal digits, exactly: 1250500000000000000000n gives `"1250.500000000000000000"`. */
export function toDecimalText(rau: bigint): `${number}` {
  const magnitude = rau < 0n ? -rau : rau
  const whole = magnitude / RAU_PER_COIN
  const fraction = (magnitude % RAU_PER_COIN).toString().padStart(RAU_DIGITS, '0')
  return `${rau < 0n ? '-' : ''}${whole}.${fraction}` as `${number}`
}

/** About how many coins: for the height of a bar or line, never for a figure that is read. */
export function toCoinsNumber(rau: bigint): number {
  return Number(rau / (RAU_PER_COIN / 1_000n)) / 1_000
}
