import { AddressError, parseAddress } from '#base/io-address.ts'
import { ApiProblem } from '../server/api-problem.ts'

/**
 * A parameter that is an address, as the index writes addresses.
 *
 * @throws ApiProblem `bad-parameter` for a wrong checksum.
 */
export function readAddress(text: string, field: string): string {
  try {
    return parseAddress(text)
  } catch (error) {
    if (!(error instanceof AddressError)) throw error
    throw new ApiProblem('bad-parameter', `${field}: ${error.message}`, { field })
  }
}

/** Whether a parameter that may be a name is an address. */
export function looksLikeAddress(text: string): boolean {
  return /^(0x[0-9a-fA-F]{40}|io1[0-9a-z]{38})$/.test(text)
}

/** Text for `like` in which nothing is a wildcard. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
