import { randomBytes } from 'node:crypto'
import { consensusAddress } from '#base/consensus-key.ts'
import { toHex } from '#base/hex.ts'
import { CometbftError } from '../cometbft-error.ts'
import { keyPairOf, parsePrivateKey, privateKeyJson } from './key-json.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

/**
 * The id under which peers know the node: 40 hex digits from its connection key, which is made when the file is missing. Losing
 * that key costs nothing but the id. Throws `CometbftError` `key`.
 */
export function ensureNodeKey(path: string): string {
  const text = readPrivateFile(path)
  if (text === undefined) {
    const pair = keyPairOf(randomBytes(32))
    writePrivateFile(path, `${JSON.stringify({ priv_key: privateKeyJson(pair) })}\n`)
    return nodeIdOf(pair.publicKey)
  }
  const pair = parsePrivateKey(text)
  if (pair === undefined) {
    throw new CometbftError(
      'key',
      `${path} is not a node key: put it back, or remove it and the node gets a new id`,
    )
  }
  return nodeIdOf(pair.publicKey)
}

/** Formed like the address of a consensus key, but written in lower case. */
function nodeIdOf(publicKey: Uint8Array): string {
  return toHex(consensusAddress(publicKey)).slice(2)
}
