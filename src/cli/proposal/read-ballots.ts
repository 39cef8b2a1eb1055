import path from 'node:path'
import type { SignedBallot } from '#sdk/governance/sign-ballot.ts'
import { CliError } from '../cli-error.ts'
import { readText } from '../read-file.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** Signed ballots, one JSON object a line, from a file or (`-`) standard input. */
export async function readBallots(
  terminal: Terminal,
  file: string,
): Promise<readonly SignedBallot[]> {
  const text =
    file === '-' ? await readInput(terminal) : readText(path.resolve(terminal.folder, file))
  const lines = text.split('\n').map((line) => line.trim())
  const ballots = lines.flatMap((line, at) =>
    line === '' ? [] : [readBallot(line, `${file === '-' ? 'standard input' : file}:${at + 1}`)],
  )
  if (ballots.length === 0) throw new CliError('there is no ballot to relay')
  return ballots
}

async function readInput(terminal: Terminal): Promise<string> {
  let text = ''
  for await (const piece of terminal.input()) text += piece
  return text
}

const HASH = /^0x[0-9a-fA-F]{64}$/

/** Only the form is looked at: the chain checks the signature. */
function readBallot(line: string, where: string): SignedBallot {
  const fault = (what: string): CliError =>
    new CliError(`${where}: ${what}; write a line as \`boule proposal vote --sign\` prints it`)
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw fault('it is no JSON')
  }
  const members = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof SignedBallot, unknown>
  >
  const whole = (name: keyof SignedBallot, most: number): number => {
    const found = members[name]
    if (Number.isInteger(found) && (found as number) >= 0 && (found as number) <= most) {
      return found as number
    }
    throw fault(`${name} must be a whole number up to ${most}`)
  }
  const hex = (name: keyof SignedBallot, pattern: RegExp): `0x${string}` => {
    const found = members[name]
    if (typeof found === 'string' && pattern.test(found)) return found as `0x${string}`
    throw fault(`${name} must be hex of the right length`)
  }
  const { nonce } = members
  if (typeof nonce !== 'string' || !/^\d{1,20}$/.test(nonce) || BigInt(nonce) >= 1n << 64n) {
    throw fault('nonce must be a text of decimal digits below 2^64')
  }
  return {
    proposal: whole('proposal', 2 ** 32 - 1),
    root: hex('root', HASH),
    yesBps: whole('yesBps', 10_000),
    noBps: whole('noBps', 10_000),
    abstainBps: whole('abstainBps', 10_000),
    voter: hex('voter', /^0x[0-9a-fA-F]{40}$/),
    nonce: BigInt(nonce),
    salt: hex('salt', HASH),
    signature: hex('signature', /^0x[0-9a-fA-F]{130}$/),
  }
}
