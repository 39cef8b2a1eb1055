import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHECK_CODE_TABLE } from './check-codes.ts'
import { CLOSE_CODE_TABLE } from './close-codes.ts'
import { readDocumentedTables } from './documented-tables.ts'
import type { ErrorTable, StagePart } from './error-table.ts'
import { HTTP_STATUS_TABLE } from './http-statuses.ts'
import { DELEGATES_OUTCOME_TABLE } from './outcomes-delegates.ts'
import { EPOCHS_OUTCOME_TABLE } from './outcomes-epochs.ts'
import { GOVERNANCE_OUTCOME_TABLE } from './outcomes-governance.ts'
import { MACHINE_OUTCOME_TABLE } from './outcomes-machine.ts'
import { REWARDS_OUTCOME_TABLE } from './outcomes-rewards.ts'
import { STAKING_OUTCOME_TABLE } from './outcomes-staking.ts'
import { REASON_TABLE } from './reasons.ts'
import { REFUSED_TRANSACTION_TABLE } from './refused-transactions.ts'
import { RPC_ERROR_TABLE } from './rpc-errors.ts'

const documented = readDocumentedTables()
const headings: string[] = []

function testTable<Stage extends StagePart>(table: ErrorTable<Stage>): void {
  headings.push(table.heading)
  describe(table.heading, () => {
    let stage: Stage
    beforeAll(async () => {
      stage = await table.start()
    })
    afterAll(() => stage.stop())

    test('the code, the document and the scenarios name the same errors', () => {
      const codes = [...table.codes].sort()
      expect([...(documented.get(table.heading) ?? [])].sort()).toEqual(codes)
      expect(Object.keys(table.scenarios).sort()).toEqual(codes)
    })

    test.each(Object.entries(table.scenarios))('%s occurs', async (code, scenario) => {
      expect(await scenario(stage)).toBe(code)
    })
  })
}

testTable(RPC_ERROR_TABLE)
testTable(REASON_TABLE)
testTable(REFUSED_TRANSACTION_TABLE)
testTable(CHECK_CODE_TABLE)
testTable(MACHINE_OUTCOME_TABLE)
testTable(STAKING_OUTCOME_TABLE)
testTable(DELEGATES_OUTCOME_TABLE)
testTable(REWARDS_OUTCOME_TABLE)
testTable(EPOCHS_OUTCOME_TABLE)
testTable(GOVERNANCE_OUTCOME_TABLE)
testTable(HTTP_STATUS_TABLE)
testTable(CLOSE_CODE_TABLE)

test('every table of the document is here', () => {
  expect([...documented.keys()].sort()).toEqual(headings.sort())
})
