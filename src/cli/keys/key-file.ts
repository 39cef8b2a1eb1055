import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { blsPublicKey, blsSecretKeyFromSeed } from '#base/bls.ts'
import { ed25519PublicKey } from '#base/ed25519.ts'
import { parseHex, toHex, type Hex } from '#base/hex.ts'
import { CliError } from '../cli-error.ts'
import { readText } from '../read-file.ts'

/**
 * The keys with which a delegate's node works: ed25519 for blocks, BLS12-381 for reveals. They are not encrypted, because a
 * node starts without anybody there; they guard no coins, but who has them can sign in the delegate's name.
 */
export interface DelegateKeys {
  readonly consensus: { readonly publicKey: Hex; readonly secretKey: Hex }
  readonly bls: { readonly publicKey: Hex; readonly secretKey: Hex }
}

const FORMAT = 'boule-delegate-keys-1'

export function createDelegateKeys(): DelegateKeys {
  const consensusSecret = randomBytes(32)
  const blsSecret = blsSecretKeyFromSeed(randomBytes(32))
  return {
    consensus: {
      publicKey: toHex(ed25519PublicKey(consensusSecret)),
      secretKey: toHex(consensusSecret),
    },
    bls: { publicKey: toHex(blsPublicKey(blsSecret)), secretKey: toHex(blsSecret) },
  }
}

/** Writes new keys where nobody else may read them. An existing file is never replaced. */
export function writeDelegateKeys(file: string, keys: DelegateKeys): void {
  writeFileSync(file, `${JSON.stringify({ format: FORMAT, ...keys }, null, 2)}\n`, {
    flag: 'wx',
    mode: 0o600,
  })
  chmodSync(file, 0o600)
}

/** Reads a key file that nobody else can read, and checks that public and secret halves belong together. */
export function readDelegateKeys(file: string): DelegateKeys {
  const wrong = (what: string): CliError =>
    new CliError(`${file} is not a delegate’s key file: ${what}`)
  const text = readText(file)
  // Windows keeps permissions elsewhere.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new CliError(`${file} can be read by others: run \`chmod 600 ${file}\``)
  }
  let parsed: Record<
    string,
    { readonly publicKey?: unknown; readonly secretKey?: unknown } | undefined
  >
  try {
    parsed = JSON.parse(text) as typeof parsed
  } catch {
    throw wrong('it is not JSON')
  }
  if (typeof parsed !== 'object' || parsed === null || (parsed['format'] as unknown) !== FORMAT) {
    throw wrong(`"format" must be "${FORMAT}"`)
  }
  const derive = { consensus: ed25519PublicKey, bls: blsPublicKey } as const
  const read = (name: keyof typeof derive): DelegateKeys['bls'] => {
    const { publicKey, secretKey } = parsed[name] ?? {}
    const secret = typeof secretKey === 'string' ? parseHex(secretKey) : undefined
    if (secret?.length !== 32) throw wrong(`"${name}.secretKey" must be 0x and 64 hex digits`)
    const own = deriveOrUndefined(() => toHex(derive[name](secret)))
    if (own === undefined) throw wrong(`"${name}.secretKey" is not a key`)
    if (publicKey !== own)
      throw wrong(`"${name}.publicKey" is not the public half of "${name}.secretKey"`)
    return { publicKey: own, secretKey: toHex(secret) }
  }
  return { consensus: read('consensus'), bls: read('bls') }
}

function deriveOrUndefined(derive: () => Hex): Hex | undefined {
  try {
    return derive()
  } catch {
    return undefined
  }
}
