import { ctr } from '@noble/ciphers/aes.js'
import { scryptAsync } from '@noble/hashes/scrypt.js'
import { randomBytes } from 'node:crypto'
import type { Address } from '#base/address.ts'
import { parseHexAddress } from '#base/address.ts'
import { concatBytes, equalBytes, utf8ToBytes } from '#base/bytes.ts'
import { keccak256 } from '#base/hash.ts'
import { parseHex, toHex } from '#base/hex.ts'
import { CliError } from '../cli-error.ts'

/**
 * An encrypted key as Ethereum's tools keep it: Web3 Secret Storage version 3, with scrypt and
 * aes-128-ctr. geth, Foundry, ethers and MetaMask read and write the same files.
 */
export interface KeystoreFile {
  readonly version: 3
  readonly id: string
  /** 40 lower-case hex digits without prefix, as geth writes it. */
  readonly address: string
  readonly crypto: {
    readonly cipher: 'aes-128-ctr'
    readonly cipherparams: { readonly iv: string }
    readonly ciphertext: string
    readonly kdf: 'scrypt'
    readonly kdfparams: ScryptParameters & { readonly dklen: number; readonly salt: string }
    readonly mac: string
  }
}

interface ScryptParameters {
  readonly n: number
  readonly r: number
  readonly p: number
}

/** Cost of a guess at the password: 128 MiB of memory and about half a second. */
const SCRYPT: ScryptParameters = { n: 131_072, r: 8, p: 1 }
const DERIVED_BYTES = 32
/** 1 GiB: twice what the costliest parameters in use (geth's standard, n = 262,144) take. */
const MAX_MEMORY_BYTES = 2 ** 30

/** Encrypts `privateKey` (32 bytes) under `password`. `scrypt` is for tests, which cannot wait. */
export async function encryptKey(
  privateKey: Uint8Array,
  address: Address,
  password: string,
  scrypt: ScryptParameters = SCRYPT,
): Promise<KeystoreFile> {
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const derived = await deriveKey(password, salt, scrypt)
  const ciphertext = ctr(derived.subarray(0, 16), iv).encrypt(privateKey)
  return {
    version: 3,
    id: uuid(randomBytes(16)),
    address: address.slice(2),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: bareHex(iv) },
      ciphertext: bareHex(ciphertext),
      kdf: 'scrypt',
      kdfparams: { ...scrypt, dklen: DERIVED_BYTES, salt: bareHex(salt) },
      mac: bareHex(keccak256(concatBytes(derived.subarray(16, 32), ciphertext))),
    },
  }
}

/** The private key in `file`. Throws `CliError` when the password is wrong. */
export async function decryptKey(file: KeystoreFile, password: string): Promise<Uint8Array> {
  const { kdfparams, cipherparams, ciphertext, mac } = file.crypto
  const derived = await deriveKey(password, bytesOf(kdfparams.salt), kdfparams)
  const encrypted = bytesOf(ciphertext)
  if (!equalBytes(keccak256(concatBytes(derived.subarray(16, 32), encrypted)), bytesOf(mac))) {
    throw new CliError('the password is wrong')
  }
  return ctr(derived.subarray(0, 16), bytesOf(cipherparams.iv)).decrypt(encrypted)
}

/** Reads the text of a keystore file; `name` is for the error. Throws `CliError` when it is none. */
export function parseKeystoreFile(text: string, name: string): KeystoreFile {
  const wrong = (what: string): CliError =>
    new CliError(`${name} is not an Ethereum keystore file: ${what}`)
  let file: Loose
  try {
    file = JSON.parse(text) as Loose
  } catch {
    throw wrong('it is not JSON')
  }
  if (typeof file !== 'object' || file === null) throw wrong('it is not an object')
  if (file['version'] !== 3) throw wrong('"version" must be 3')
  // Old files of some wallets write the name in upper case.
  const crypto = (file['crypto'] ?? file['Crypto']) as Loose | undefined
  const parameters = crypto?.['kdfparams'] as Loose | undefined
  const cipherparams = crypto?.['cipherparams'] as Loose | undefined
  if (crypto?.['kdf'] !== 'scrypt') throw wrong('"crypto.kdf" must be scrypt')
  if (crypto['cipher'] !== 'aes-128-ctr') throw wrong('"crypto.cipher" must be aes-128-ctr')
  for (const [field, value, bytes] of [
    ['crypto.ciphertext', crypto['ciphertext'], 32],
    ['crypto.mac', crypto['mac'], 32],
    ['crypto.cipherparams.iv', cipherparams?.['iv'], 16],
    ['crypto.kdfparams.salt', parameters?.['salt'], undefined],
  ] as const) {
    if (!isBareHex(value, bytes)) throw wrong(`"${field}" must be hex digits`)
  }
  if (!isCost(parameters)) throw wrong('"crypto.kdfparams" must have n, r, p in range and dklen 32')
  if (parseHexAddress(`0x${String(file['address'])}`) === undefined) {
    throw wrong('"address" must be 40 hex digits')
  }
  return { ...file, crypto } as unknown as KeystoreFile
}

type Loose = { readonly [name: string]: unknown }

function isCost(parameters: Loose | undefined): boolean {
  const { n, r, p, dklen } = parameters ?? {}
  if (dklen !== DERIVED_BYTES) return false
  if (![n, r, p].every((value) => Number.isSafeInteger(value) && (value as number) > 0))
    return false
  const cost = n as number
  return (
    cost > 1 && Number.isInteger(Math.log2(cost)) && 128 * cost * (r as number) <= MAX_MEMORY_BYTES
  )
}

function isBareHex(value: unknown, bytes: number | undefined): value is string {
  if (typeof value !== 'string') return false
  const parsed = parseHex(`0x${value}`)
  return parsed !== undefined && (bytes === undefined || parsed.length === bytes)
}

function deriveKey(
  password: string,
  salt: Uint8Array,
  cost: ScryptParameters,
): Promise<Uint8Array> {
  // NFKC: the same password typed on another keyboard gives the same bytes, as in ethers.
  const bytes = utf8ToBytes(password.normalize('NFKC'))
  return scryptAsync(bytes, salt, {
    N: cost.n,
    r: cost.r,
    p: cost.p,
    dkLen: DERIVED_BYTES,
    maxmem: 2 * MAX_MEMORY_BYTES,
  })
}

function bareHex(bytes: Uint8Array): string {
  return toHex(bytes).slice(2)
}

function bytesOf(bare: string): Uint8Array {
  return parseHex(`0x${bare}`) ?? new Uint8Array(0)
}

// RFC 9562, version 4.
function uuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = bareHex(bytes)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
