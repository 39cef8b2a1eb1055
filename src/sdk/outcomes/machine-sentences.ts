import { coinsText, type Sentence } from './sentence.ts'

/** Refusals of any transaction or call. */
export const MACHINE_SENTENCES = {
  UnknownFunction: (selector: string) =>
    `The address has no function with the selector ${selector}; see its ABI for those it has.`,
  BadArguments: () => 'The arguments are not a clean ABI encoding of what the function takes.',
  NotPayable: (valueRau: bigint) =>
    `The function takes no value, and ${coinsText(valueRau)} came with it; send the transaction with value 0.`,
  NoCode: (to: string) =>
    `${to} is no system address and there are no contracts here; send the transaction without data.`,
  NoPlainTransfer: (to: string) =>
    `${to} is a system address and takes no plain transfer; call one of its functions, such as deposit.`,
  NoContractCreation: () => 'There is no EVM here: a transaction needs a recipient.',
} as const satisfies Readonly<Record<string, Sentence>>
