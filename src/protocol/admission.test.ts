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
