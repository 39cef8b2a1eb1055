import type { Status } from './outcome.ts'

/** Refusals that belong to no module, in order of precedence. Modules' own codes stand in their `status.ts`. */
export const UNKNOWN_FUNCTION: Status = {
  code: 1,
  error: 'UnknownFunction(bytes4)',
  meaning: 'The system address has no such function; see the ABI for the ones it has.',
}
export const BAD_ARGUMENTS: Status = {
  code: 2,
  error: 'BadArguments()',
  meaning: 'The arguments are not a clean ABI encoding of what the function takes.',
}
export const NOT_PAYABLE: Status = {
  code: 3,
  error: 'NotPayable(uint256)',
  meaning: 'The function takes no value; send the transaction with value 0.',
}
export const NO_CODE: Status = {
  code: 5,
  error: 'NoCode(address)',
  meaning: 'There are no contracts here: only system addresses take data. Send without data.',
}
export const NO_PLAIN_TRANSFER: Status = {
  code: 6,
  error: 'NoPlainTransfer(address)',
  meaning: 'A system address takes no plain transfer; call one of its functions, such as deposit.',
}
export const NO_CREATION: Status = {
  code: 7,
  error: 'NoContractCreation()',
  meaning: 'There is no EVM here: a transaction needs a recipient.',
}

export const MACHINE_STATUSES: readonly Status[] = [
  UNKNOWN_FUNCTION,
  BAD_ARGUMENTS,
  NOT_PAYABLE,
  NO_CODE,
  NO_PLAIN_TRANSFER,
  NO_CREATION,
]
