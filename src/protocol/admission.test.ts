import { expect, test } from 'vitest'
import { PRESETS } from '#params/presets.ts'
import { ADMISSION_CODES, inspectTransaction } from './admission.ts'
import { addressOf, createTestNetwork } from './test-network.fixture.ts'

test('an inspection is shared as long as transaction, chain and rules stay', () => {
  const network = createTestNetwork({ holders: { Alice: 100 } })
  const { transaction } = network.sign('Alice', { to: addressOf('Bob'), valueRau: 1n })
  const { chainId } = transaction
  const rules = { ...PRESETS.devnet }
  const first = inspectTransaction(transaction, chainId, rules)
  expect(first.response.code).toBe(0)
  expect(inspectTransaction(transaction, chainId, rules)).toBe(first)

  const codeOf = (...asked: Parameters<typeof inspectTransaction>): number =>
    inspectTransaction(...asked).response.code
  expect(codeOf({ ...transaction, gasLimit: 1 }, chainId, rules)).toBe(
    ADMISSION_CODES.gasTooLow.code,
  )
  expect(codeOf(transaction, chainId + 1, rules)).toBe(ADMISSION_CODES.wrongChain.code)
  const dear = { ...rules, gasPriceRau: transaction.maxFeePerGasRau + 1n }
  expect(codeOf(transaction, chainId, dear)).toBe(ADMISSION_CODES.underpriced.code)
  expect(codeOf(transaction, chainId, rules)).toBe(0)
})

test('an access list costs as much as payload of its length', () => {
  const network = createTestNetwork({ holders: { Alice: 100 } })
  const { rules } = network.machine
  const storageKeys = [`0x${'00'.repeat(32)}`, `0x${'11'.repeat(32)}`] as const
  const accessList = [{ address: addressOf('Bob'), storageKeys }]
  const signed = network.sign('Alice', { to: addressOf('Bob'), type: 1, accessList })
  const bytes = 20 + 2 * 32
  const gas = rules().gasPerAction + bytes * rules().gasPerPayloadByte
  expect(network.block({ transactions: [signed] }).receipts[0]).toMatchObject({ gasUsed: gas })
  const short = network.sign('Alice', { ...signed.transaction, gasLimit: gas - 1, nonce: 1 })
  expect(network.machine.checkTx(short).code).toBe(ADMISSION_CODES.gasTooLow.code)
})
