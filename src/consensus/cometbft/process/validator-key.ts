import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { consensusAddress, toUpperHex } from '#base/consensus-key.ts'
import { CometbftError } from '../cometbft-error.ts'
import type { ValidatorFiles } from './config-toml.ts'
import {
  keyPairOf,
  parsePrivateKey,
  privateKeyJson,
  publicKeyJson,
  type KeyPair,
} from './key-json.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

const VALIDATOR_FILES: ValidatorFiles = {
  keyFile: 'config/priv_validator_key.json',
  stateFile: 'data/priv_validator_state.json',
}

/** Apart from a validator's, so that a home folder can change from one to the other and back. */
const FOLLOWER_FILES: ValidatorFiles = {
  keyFile: 'config/follower_key.json',
  stateFile: 'data/follower_state.json',
}

/** The record of a key with which nothing has been signed. */
const NOTHING_SIGNED = { height: '0', round: 0, step: 0 }

export interface ValidatorKeyOptions {
  readonly dir: string
  /** ed25519 seed; none for a node that only follows. */
  readonly secret: Uint8Array | undefined
  readonly assumeNeverSigned: boolean
}

/** A key with which the node signs, checked but not yet written. */
export interface ValidatorKey {
  readonly files: ValidatorFiles
  readonly publicKey: Uint8Array
  /** Upper-case hex, as CometBFT prints it. */
  readonly address: string
  /** Writes what is missing. To be called by the one who holds the lock of the key. */
  write(): void
}

/**
 * Looks at the key and the record of what was signed with it, which keeps CometBFT from signing two blocks of one height. That
 * record is made only together with the key file: one made anew for a key in use forgets what it signed.
 * Throws `CometbftError` `key`.
 */
export function openValidatorKey(options: ValidatorKeyOptions): ValidatorKey {
  const files = options.secret === undefined ? FOLLOWER_FILES : VALIDATOR_FILES
  const keyPath = join(options.dir, files.keyFile)
  const statePath = join(options.dir, files.stateFile)
  const stored = readKey(keyPath)
  const given = options.secret === undefined ? undefined : keyPairOf(options.secret)
  if (stored !== undefined && given !== undefined) requireSame(keyPath, stored, given)
  const pair = stored ?? given ?? keyPairOf(randomBytes(32))
  const state = readStateCondition(statePath)
  const mayMakeState = stored === undefined || given === undefined || options.assumeNeverSigned
  const makesState = state === 'missing' ? mayMakeState : options.assumeNeverSigned
  if (state !== 'good' && !makesState) throw badState(statePath, state, addressOf(pair))
  return {
    files,
    publicKey: pair.publicKey,
    address: addressOf(pair),
    write: () => {
      // The record first: a crash between the two must not leave a key without one.
      if (state !== 'good')
        writePrivateFile(statePath, `${JSON.stringify(NOTHING_SIGNED, null, 2)}\n`)
      if (stored === undefined) writePrivateFile(keyPath, formatKey(pair))
    },
  }
}

function readKey(path: string): KeyPair | undefined {
  const text = readPrivateFile(path)
  if (text === undefined) return undefined
  const pair = parsePrivateKey(text)
  if (pair === undefined) {
    throw new CometbftError(
      'key',
      `${path} is not an ed25519 key of CometBFT: put it back from your backup`,
    )
  }
  return pair
}

function requireSame(path: string, stored: KeyPair, given: KeyPair): void {
  if (addressOf(stored) === addressOf(given)) return
  throw new CometbftError(
    'key',
    `${path} is the key of validator ${addressOf(stored)}, but the key given is of ${addressOf(given)}: give the other key, or, ` +
      `to change the key of this node for good, move that file and ${VALIDATOR_FILES.stateFile} out of the folder`,
  )
}

type StateCondition = 'good' | 'missing' | 'damaged'

function readStateCondition(path: string): StateCondition {
  if (!existsSync(path)) return 'missing'
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as { readonly height?: unknown }
    return typeof state.height === 'string' && /^\d+$/.test(state.height) ? 'good' : 'damaged'
  } catch {
    return 'damaged'
  }
}

function badState(path: string, condition: StateCondition, address: string): CometbftError {
  return new CometbftError(
    'key',
    `${path} is ${condition}, the record of what validator ${address} has signed: without it the node could sign a second block ` +
      'of a height and be slashed. Put back the file as it last was, no older copy; or make a new consensus key and register it with `boule keys set`; or, ' +
      'only if it is certain that nobody has ever signed with this key, start with --assume-never-signed',
  )
}

function formatKey(pair: KeyPair): string {
  const document = {
    address: addressOf(pair),
    pub_key: publicKeyJson(pair),
    priv_key: privateKeyJson(pair),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function addressOf(pair: KeyPair): string {
  return toUpperHex(consensusAddress(pair.publicKey))
}
