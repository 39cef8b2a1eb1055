import { coinsText, type Sentence } from './sentence.ts'

/** Refusals of the rewarding address. */
export const REWARDING_SENTENCES = {
  ClaimTooLarge: (amountRau: bigint, unclaimedRau: bigint) =>
    `The claim is for ${coinsText(amountRau)} and ${coinsText(unclaimedRau)} are unclaimed.`,
  BadClaimAddress: (text: string) =>
    `"${text}" is neither an io1 address nor 0x and 40 hex digits.`,
} as const satisfies Readonly<Record<string, Sentence>>
