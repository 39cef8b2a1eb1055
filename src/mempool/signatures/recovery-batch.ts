import { type Address, addressFromBytes } from '#base/address.ts'
import { assert } from '#base/assert.ts'
import { keccak256 } from '#base/hash.ts'
import { recoverPublicKey } from '#base/secp256k1-native.ts'

/** What recovery needs of a transaction. A decoded `Transaction` is one. */
export interface RecoveryRequest {
  /** 32 bytes. */
  readonly signingHash: Uint8Array
  /** 32 bytes. */
  readonly r: Uint8Array
  /** 32 bytes. */
  readonly s: Uint8Array
  readonly yParity: 0 | 1
}

/** One request in a packed batch: signing hash, r, s, parity. */
const REQUEST_BYTES = 97
/** One answer in a packed batch: 1 and the address, or zeros. */
const ANSWER_BYTES = 21

/** Requests `from` up to `to` of a list. */
export interface RequestRange {
  readonly batch: { readonly requests: readonly RecoveryRequest[] }
  readonly from: number
  readonly to: number
}

/** The requests of all ranges, one after another, in one buffer that can be handed to another thread. */
export function packRequests(ranges: readonly RequestRange[]): Uint8Array<ArrayBuffer> {
  let count = 0
  for (const { from, to } of ranges) count += to - from
  const packed = new Uint8Array(count * REQUEST_BYTES)
  let at = 0
  for (const { batch, from, to } of ranges) {
    for (let i = from; i < to; i++) {
      packRequest(packed, at, batch.requests[i] as RecoveryRequest)
      at += REQUEST_BYTES
    }
  }
  return packed
}

function packRequest(packed: Uint8Array, at: number, request: RecoveryRequest): void {
  const { signingHash, r, s, yParity } = request
  assert(
    signingHash.length === 32 && r.length === 32 && s.length === 32,
    'signing hash, r and s have 32 bytes',
  )
  packed.set(signingHash, at)
  packed.set(r, at + 32)
  packed.set(s, at + 64)
  packed[at + 96] = yParity
}

/** Recovers every request of a packed batch. Runs in a worker. */
export function recoverPacked(requests: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = requests.length / REQUEST_BYTES
  const answers = new Uint8Array(count * ANSWER_BYTES)
  for (let i = 0; i < count; i++) {
    const at = i * REQUEST_BYTES
    const publicKey = recoverPublicKey(
      requests.subarray(at, at + 32),
      requests.subarray(at + 32, at + 64),
      requests.subarray(at + 64, at + 96),
      requests[at + 96] === 0 ? 0 : 1,
    )
    if (publicKey === undefined) continue
    answers[i * ANSWER_BYTES] = 1
    answers.set(keccak256(publicKey).subarray(12), i * ANSWER_BYTES + 1)
  }
  return answers
}

/** Reads packed answers from `at` on into `senders[from]` up to `senders[to]`. Returns where the next answers begin. */
export function unpackAnswers(
  answers: Uint8Array,
  at: number,
  senders: (Address | undefined)[],
  from: number,
  to: number,
): number {
  let next = at
  for (let i = from; i < to; i++) {
    senders[i] =
      answers[next] === 1
        ? addressFromBytes(answers.subarray(next + 1, next + ANSWER_BYTES))
        : undefined
    next += ANSWER_BYTES
  }
  return next
}
