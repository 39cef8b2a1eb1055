import { RAU_PER_COIN } from '#base/integers.ts'

const RAU_DIGITS = 18

/**
 * Rau as coins in text, with thousands commas: 1250500000000000000000n gives `"1,250.5"`. Exact, unless
 * `decimals` names how many places are shown; then the rest is cut off, never rounded up.
 */
export function formatCoins(rau: bigint, options: { readonly decimals?: number } = {}): string {
  const sign = rau < 0n ? '-' : ''
  const magnitude = rau < 0n ? -rau : rau
  const whole = groupThousands((magnitude / RAU_PER_COIN).toString())
  const fraction = (magnitude % RAU_PER_COIN).toString().padStart(RAU_DIGITS, '0')
  const shown =
    options.decimals === undefined
      ? fraction.replace(/0+$/, '')
      : fraction.slice(0, Math.min(options.decimals, RAU_DIGITS))
  return `${sign}${whole}${shown === '' ? '' : `.${shown}`}`
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',')
}
