import { SdkError } from '../sdk-error.ts'

// Digits with or without thousands commas, at most 18 places after the point, and the unit or not.
const AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,18}))?(?: ?coins?)?$/
const RAU_DIGITS = 18
const LONGEST_TEXT = 100

/**
 * An amount of coins as text to Rau, exactly: `"1,250.5"` gives 1250500000000000000000n. The form of
 * `formatCoins` is understood, with or without the word `coins` behind it.
 *
 * @throws SdkError `bad-amount` for anything else: a sign, an exponent, more than 18 decimals.
 */
export function parseCoins(text: string): bigint {
  const match = text.length > LONGEST_TEXT ? null : AMOUNT.exec(text.trim())
  if (match === null) {
    throw new SdkError(
      'bad-amount',
      `"${text.slice(0, 40)}" is not an amount of coins; write digits with at most 18 decimals, such as 1250.5`,
      { details: { text: text.slice(0, LONGEST_TEXT) } },
    )
  }
  const [, whole = '', fraction = ''] = match
  return BigInt(whole.replaceAll(',', '') + fraction.padEnd(RAU_DIGITS, '0'))
}
