import { isHex, recoverMessageAddress } from 'viem'
import { createSiweMessage, parseSiweMessage, type SiweMessage } from 'viem/siwe'
import { ApiProblem } from '../server/api-problem.ts'

/** What the message says it is for. Wallets show it before the signature. */
export const SIGN_IN_STATEMENT = 'Sign in to write under your address. This costs nothing.'

/** Clocks of clients may be this much ahead. */
const CLOCK_SKEW_MS = 60_000

export interface SignInTerms {
  /** Address of the site. */
  readonly origin: URL
  readonly chainId: number
  readonly nowMs: number
  /** How old a message may be. */
  readonly maxAgeMs: number
}

/**
 * The message of a sign-in (ERC-4361), when it is meant for this site and network, now. Its nonce and signature are still to be checked.
 *
 * @throws ApiProblem `bad-sign-in` that names what is wrong.
 */
export function readSignIn(text: string, terms: SignInTerms): SiweMessage {
  const fields = parseSiweMessage(text)
  const message = toMessage(fields)
  // What a parser skips, a wallet might show: the text must be exactly what its fields make.
  if (message === undefined || writeMessage(message) !== text) {
    throw refuse('is not a sign-in message by ERC-4361', 'message')
  }
  const { origin, chainId, nowMs, maxAgeMs } = terms
  if (message.domain !== origin.host)
    throw refuse(`is for another site than ${origin.host}`, 'domain')
  if (!URL.canParse(message.uri) || new URL(message.uri).origin !== origin.origin) {
    throw refuse(`must have an address of ${origin.origin}`, 'uri')
  }
  if (message.chainId !== chainId) throw refuse(`must be for chain ${chainId}`, 'chainId')
  if (message.statement !== SIGN_IN_STATEMENT) throw refuse('has another statement', 'statement')
  const issuedMs = message.issuedAt?.getTime() ?? Number.NaN
  if (!(issuedMs <= nowMs + CLOCK_SKEW_MS && issuedMs > nowMs - maxAgeMs)) {
    throw refuse('is not of now; check the clock of this computer', 'issuedAt')
  }
  if (message.expirationTime !== undefined && message.expirationTime.getTime() <= nowMs) {
    throw refuse('is over', 'expirationTime')
  }
  if (message.notBefore !== undefined && message.notBefore.getTime() > nowMs) {
    throw refuse('is not valid yet', 'notBefore')
  }
  return message
}

/** Whether the signature is that of the message’s address. */
export async function isSignedBy(
  text: string,
  signature: string,
  { address }: SiweMessage,
): Promise<boolean> {
  if (!isHex(signature)) return false
  try {
    const signer = await recoverMessageAddress({ message: text, signature })
    return signer === address
  } catch {
    return false
  }
}

function toMessage(fields: ReturnType<typeof parseSiweMessage>): SiweMessage | undefined {
  const { address, chainId, domain, nonce, uri, version } = fields
  const isWhole =
    address !== undefined &&
    chainId !== undefined &&
    domain !== undefined &&
    nonce !== undefined &&
    uri !== undefined &&
    version !== undefined
  return isWhole ? { ...fields, address, chainId, domain, nonce, uri, version } : undefined
}

/** Undefined when the fields make no message. */
function writeMessage(message: SiweMessage): string | undefined {
  try {
    return createSiweMessage(message)
  } catch {
    return undefined
  }
}

function refuse(what: string, field: string): ApiProblem {
  return new ApiProblem('bad-sign-in', `the message ${what}`, { field })
}
