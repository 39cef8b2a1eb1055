import type { Application } from '#protocol/abci.ts'
import { guardGrammar } from '../../abci-grammar.fixture.ts'
import { createFakeApplication } from '../../embedded/fake-application.fixture.ts'
import { CHAIN } from './abci-server.fixture.ts'

/** A promise and what resolves it. */
export function createGate() {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

/** An application that waits in FinalizeBlock until it is let go, and fails when its calls overlap. */
export function createSlowApplication() {
  const fake = createFakeApplication()
  const entered = createGate()
  const leave = createGate()
  const application: Application = {
    ...fake,
    finalizeBlock: async (request) => {
      entered.open()
      await leave.opened
      return fake.finalizeBlock(request)
    },
  }
  fake.initChain(CHAIN)
  const guard = guardGrammar(application, 'ready')
  return { application: guard.application, entered: entered.opened, leave: leave.open }
}
