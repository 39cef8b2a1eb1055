import { randomBytes } from 'node:crypto'
import { toAddress } from '#base/address.ts'
import { signBls } from '#base/bls.ts'
import { concatBytes } from '#base/bytes.ts'
import { toHex } from '#base/hex.ts'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import type { TransactionFields } from '#base/transaction.ts'
import type { Rules } from '#params/rule-table.ts'
import { computeRevealMessage } from '#protocol/election/randomness.ts'
import { encodeRevealTransaction, isRevealTransaction } from '#protocol/reveal-transaction.ts'

/** What a proposer that makes things up knows. */
export interface Forge {
  readonly height: number
  readonly chainId: number
  readonly rules: Rules
  /** An honest proposal of this height: the reveal, and what waits in the pool. */
  readonly honest: readonly Uint8Array[]
  /** With which it signs its reveals. */
  readonly blsSecret: Uint8Array
  /** Somebody who sends nothing else, has used nonces and has coins. */
  readonly account: {
    readonly privateKey: Uint8Array
    readonly nonce: number
    readonly balanceRau: bigint
  }
}

const RECIPIENT = toAddress('0x00000000000000000000000000000000000b001e')

function transfer(
  { chainId, rules, account }: Forge,
  change: Partial<TransactionFields> = {},
): Uint8Array {
  const fields: TransactionFields = {
    type: 0,
    chainId,
    nonce: account.nonce,
    gasLimit: 100_000,
    maxFeePerGasRau: rules.gasPriceRau,
    maxPriorityFeePerGasRau: rules.gasPriceRau,
    to: RECIPIENT,
    valueRau: 1n,
    data: new Uint8Array(0),
    accessList: [],
    ...change,
  }
  return signTransaction(fields, account.privateKey, signDigest)
}

const KEY = toHex(new Uint8Array(32))

/** Bytes that make a transaction long and cost it no gas. */
function ballast(
  keys: number,
): Pick<TransactionFields, 'type' | 'accessList'> & { readonly bytes: number } {
  const storageKeys = Array.from({ length: keys }, () => KEY)
  return { type: 1, accessList: [{ address: RECIPIENT, storageKeys }], bytes: 33 * keys }
}

function reveal(
  { chainId, height, blsSecret }: Forge,
  change: { chainId?: number; height?: number },
): Uint8Array {
  const message = computeRevealMessage(change.chainId ?? chainId, change.height ?? height)
  return encodeRevealTransaction(signBls(blsSecret, message))
}

function changeByte(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** Every one a block that nobody may accept, by name. */
export const GARBAGE: Readonly<Record<string, (forge: Forge) => readonly Uint8Array[]>> = {
  'random bytes': ({ honest }) => [...honest, randomBytes(200)],
  'no bytes at all': ({ honest }) => [...honest, new Uint8Array(0)],
  'a reveal behind a transaction': (forge) => [transfer(forge), reveal(forge, {})],
  'the reveal twice': (forge) => [reveal(forge, {}), reveal(forge, {})],
  'a reveal that nobody signed': () => [encodeRevealTransaction(randomBytes(96))],
  'a reveal with a wrong byte': (forge) => [changeByte(reveal(forge, {}), 50)],
  'the reveal of the next height': (forge) => [reveal(forge, { height: forge.height + 1 })],
  'the reveal of an earlier height': (forge) => [reveal(forge, { height: forge.height - 1 })],
  'a reveal for another network': (forge) => [reveal(forge, { chainId: forge.chainId + 1 })],
  'a reveal cut short': (forge) => [reveal(forge, {}).subarray(0, 96)],
  'a reveal with something behind': (forge) => [concatBytes(reveal(forge, {}), Uint8Array.of(0))],
  'a transaction twice': (forge) => [...forge.honest, transfer(forge), transfer(forge)],
  'a gap in the nonces': (forge) => [transfer(forge, { nonce: forge.account.nonce + 1 })],
  'nonces in the wrong order': (forge) => [
    transfer(forge, { nonce: forge.account.nonce + 1 }),
    transfer(forge),
  ],
  'a nonce that was used': (forge) => [transfer(forge, { nonce: forge.account.nonce - 1 })],
  'a transaction of another chain': (forge) => [transfer(forge, { chainId: 1 })],
  'a signature with a wrong byte': (forge) => {
    const raw = transfer(forge)
    return [changeByte(raw, raw.length - 5)]
  },
  'a transaction with something behind': (forge) => [
    concatBytes(transfer(forge), Uint8Array.of(0)),
  ],
  'a transaction of a type that is not known': (forge) => [
    concatBytes(Uint8Array.of(3), transfer(forge)),
  ],
  'a fee below the lowest price': (forge) => [
    transfer(forge, { maxFeePerGasRau: forge.rules.gasPriceRau - 1n }),
  ],
  'more coins than there are': (forge) => [transfer(forge, { valueRau: forge.account.balanceRau })],
  'coins spent twice': (forge) => {
    const valueRau = (forge.account.balanceRau * 6n) / 10n
    return [
      transfer(forge, { valueRau }),
      transfer(forge, { nonce: forge.account.nonce + 1, valueRau }),
    ]
  },
  'more gas than a block has': (forge) => {
    const gasLimit = Math.floor(forge.rules.maxBlockGas / 2) + 1
    return [
      transfer(forge, { gasLimit }),
      transfer(forge, { gasLimit, nonce: forge.account.nonce + 1 }),
    ]
  },
  'more bytes than a block has': (forge) => {
    const count = Math.ceil(forge.rules.maxBlockBytes / ballast(1_800).bytes)
    return Array.from({ length: count }, (_, index) =>
      transfer(forge, { ...ballast(1_800), nonce: forge.account.nonce + index }),
    )
  },
}

/** Proposals that an honest node would not make, and that break no rule. */
const ODD: Readonly<Record<string, (forge: Forge) => readonly Uint8Array[]>> = {
  'nothing at all': () => [],
  'a transaction that nobody has seen': (forge) => [transfer(forge)],
  'all but the reveal': ({ honest }) => honest.filter((raw) => !isRevealTransaction(raw)),
}

/** All that a bad proposer can do, by name. */
export const PROPOSALS = { ...ODD, ...GARBAGE }

/**
 * Bytes that a node might send to others in place of transactions. None is empty: CometBFT itself breaks off with whoever sends that,
 * and the bad node would be alone.
 */
export function makeJunk(forge: Forge): readonly Uint8Array[] {
  return [
    randomBytes(1),
    randomBytes(300),
    randomBytes(70_000),
    reveal(forge, {}),
    transfer(forge, { chainId: 1 }),
    transfer(forge, { nonce: forge.account.nonce - 1 }),
    transfer(forge, { nonce: forge.account.nonce + 1_000_000 }),
    transfer(forge, { maxFeePerGasRau: 1n }),
    transfer(forge, { valueRau: forge.account.balanceRau * 2n }),
    transfer(forge, { data: randomBytes(4) }),
    changeByte(transfer(forge), 90),
  ]
}
