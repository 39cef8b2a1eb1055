import { expect, test } from 'vitest'
import { signDigest } from '#base/secp256k1-native.ts'
import { signTransaction } from '#base/sign-transaction.ts'
import { TransactionError, type TransactionFields } from '#base/transaction.ts'
import { TRANSACTION_ERROR_CODES } from '#base/transaction-error.ts'
import { getAccount } from '#protocol/accounts/balance.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'
import { createRandom, type Random } from '../../sim/random.ts'
import { simAddress, simPrivateKey } from '../../sim/sim-keys.ts'
import { makeOperation } from '../../sim/operations.ts'
import { makeFields } from '../../sim/transactions.ts'
import { createFuzzChain, listDifferences, resolveRaw } from './fuzz-chain.ts'
import { FUZZ_TIMES } from './fuzz-times.ts'
import { mutateBytes, randomBytes } from './mutate-bytes.ts'

const CASES = 12_000 * FUZZ_TIMES
const PER_BLOCK = 60

const chain = createFuzzChain()
const { world } = chain.machine

/** Good transactions of all types and kinds, to be damaged. */
function makeSamples(random: Random): readonly Uint8Array[] {
  return Array.from({ length: 60 }, (_, index) => {
    const operation = makeOperation(random, world)
    const fields: TransactionFields = makeFields(
      operation,
      random.oneIn(3) ? random.below(5) : 0,
      random,
    )
    const type = ([0, 1, 2] as const)[index % 3] ?? 0
    const typed: TransactionFields = {
      ...fields,
      type,
      maxPriorityFeePerGasRau: type === 2 ? fields.maxPriorityFeePerGasRau : fields.maxFeePerGasRau,
      accessList:
        type === 0
          ? []
          : [{ address: simAddress('listed'), storageKeys: [`0x${'00'.repeat(32)}`] }],
    }
    return signTransaction(typed, simPrivateKey(operation.sender), signDigest)
  })
}

const GAS = [0, 1, 9_999, 10_000, 200_000, 200_000_001, 2 ** 32, 2 ** 53 - 1]
const PRICES = [
  0n,
  1n,
  10n ** 12n - 1n,
  10n ** 12n,
  10n ** 13n,
  (1n << 128n) - 1n,
  (1n << 256n) - 1n,
]

/** A well-signed transaction with one field at an edge. */
function makeOdd(random: Random): Uint8Array {
  const operation = makeOperation(random, world)
  const fields = makeFields(operation, getAccount(world.accounts, operation.sender).nonce, random)
  const odd: Partial<TransactionFields> = random.pick([
    { nonce: random.pick([0, 1, 2 ** 32, 2 ** 53 - 1]) },
    { gasLimit: random.pick(GAS) },
    { maxFeePerGasRau: random.pick(PRICES) },
    { type: 2 as const, maxPriorityFeePerGasRau: random.pick(PRICES) },
    { chainId: random.pick([1, 4689, 2 ** 32]) },
    { to: undefined },
    { valueRau: random.pick(PRICES) },
    { data: randomBytes(random.below(200), random) },
  ])
  return signTransaction({ ...fields, ...odd }, simPrivateKey(operation.sender), signDigest)
}

test(
  'damaged transactions are refused by a code, and what is refused changes nothing',
  () => {
    const random = createRandom(2)
    const codes = new Map<string | number, number>()
    const count = (code: string | number): void => void codes.set(code, (codes.get(code) ?? 0) + 1)
    const admissionCodes: readonly number[] = Object.values(ADMISSION_CODES).map(({ code }) => code)
    let admitted = 0
    let samples = makeSamples(random)
    for (let done = 0; done < CASES; done += PER_BLOCK) {
      const raws = Array.from({ length: PER_BLOCK }, () => {
        if (random.oneIn(20)) return randomBytes(random.below(300), random)
        if (random.oneIn(4)) return makeOdd(random)
        return random.oneIn(20)
          ? random.pick(samples)
          : mutateBytes(random.pick(samples), random, samples)
      })
      const refused: Uint8Array[] = []
      for (const raw of raws) {
        const signed = resolveRaw(raw)
        if (signed instanceof TransactionError) {
          expect(TRANSACTION_ERROR_CODES).toContain(signed.code)
          expect(signed.message).toMatch(/^[^\n]{5,300}$/)
          count(signed.code)
          refused.push(raw)
          continue
        }
        const { code, log } = chain.machine.checkTx(signed)
        expect(admissionCodes).toContain(code)
        if (code === 0) {
          admitted++
          continue
        }
        expect(log).toMatch(/^[^\n]{5,400}$/)
        count(code)
        refused.push(raw)
      }
      // What is refused may still come in a block, from a bad proposer.
      const empty = chain.tryBlock([])
      const withRefused = chain.tryBlock(refused)
      expect(withRefused.receipts).toEqual([])
      expect(listDifferences(withRefused, empty)).toEqual([])
      chain.addBlock(raws)
      if (random.oneIn(4)) samples = makeSamples(random)
    }
    const list = [...codes].map(([code, times]) => `${code} ×${times}`).join(', ')
    console.log(`${CASES} damaged transactions: ${admitted} good, refused ${list}`)
    expect(admitted).toBeGreaterThan(CASES / 200)
    for (const code of ['unknown-type', 'malformed', 'bad-recipient', 'bad-signature', 'high-s']) {
      expect(codes.get(code) ?? 0, code).toBeGreaterThan(0)
    }
    // The pool keeps a nonce that is ahead; malformed bytes, and a tip above the fee cap, are seen when decoding.
    const elsewhere = ['ok', 'malformed', 'nonceTooHigh']
    for (const [name, { code }] of Object.entries(ADMISSION_CODES)) {
      if (!elsewhere.includes(name)) expect.soft(codes.get(code) ?? 0, name).toBeGreaterThan(0)
    }
  },
  60_000 + 60_000 * FUZZ_TIMES,
)
