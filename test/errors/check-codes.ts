import { coins } from '#base/integers.ts'
import type { Transaction } from '#base/transaction.ts'
import { ADMISSION_CODES } from '#protocol/admission.ts'
import { addressOf, createTestNetwork } from '#protocol/test-network.fixture.ts'
import { type ErrorTable, type Scenario, type StagePart, startNothing } from './error-table.ts'

/** The code that a block's result gives, with which `CheckTx` must agree unless a nonce is ahead, which it lets wait. */
function checked(fields: Partial<Transaction>, before = 0): Scenario<StagePart> {
  return () => {
    const network = createTestNetwork({ holders: { alice: 10 } })
    for (let i = 0; i < before; i++) network.block({ transactions: [network.sign('alice', {})] })
    const signed = network.sign('alice', { to: addressOf('bob'), ...fields })
    const atAdmission = network.machine.checkTx(signed).code
    const [result] = network.block({ transactions: [signed] }).response.txResults
    const isAhead = result?.code === ADMISSION_CODES.nonceTooHigh.code
    if (atAdmission !== (isAhead ? 0 : result?.code)) {
      return Promise.resolve(`admission ${atAdmission}, block ${result?.code}`)
    }
    return Promise.resolve(String(result?.code))
  }
}

/** Bytes that are no transaction reach the machine in a block only: there is nothing to check. */
const malformed: Scenario<StagePart> = () => {
  const { response } = createTestNetwork().block({ rawTxs: [new Uint8Array(3)] })
  return Promise.resolve(String(response.txResults[0]?.code))
}

export const CHECK_CODE_TABLE: ErrorTable<StagePart> = {
  heading: 'Codes of the state machine’s check',
  codes: Object.values(ADMISSION_CODES).map(({ code }) => String(code)),
  start: startNothing,
  scenarios: {
    0: checked({}),
    1001: malformed,
    1002: checked({ chainId: 1 }),
    1003: checked({ to: undefined }),
    1004: checked({ gasLimit: 9_999 }),
    1005: checked({ gasLimit: 1_000_000_000 }),
    1006: checked({ maxFeePerGasRau: 1n, maxPriorityFeePerGasRau: 1n }),
    1008: checked({ nonce: 0 }, 1),
    1009: checked({ nonce: 7 }),
    1010: checked({ valueRau: coins(10) }),
  },
}
