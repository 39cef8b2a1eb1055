import { describe, expect, test } from 'vitest'
import {
  currentStep,
  maySign,
  startPlan,
  type StepState,
  toStored,
  withStep,
} from './plan-state.ts'
import { parsePlan, serializePlan } from './plan-store.ts'

const TO = '0x04c22afae6a03438b8fed74cb1cf441168df3f12'
const HASH = `0x${'ab'.repeat(32)}` as const
const steps = [
  { id: 'stake', call: { to: TO, data: '0x01', valueRau: 10n ** 24n } },
  { id: 'vote', call: { to: TO } },
] as const

const committed: StepState = { status: 'committed', hash: HASH, events: [], names: new Map() }

describe('a plan', () => {
  test('goes through its steps in their order', () => {
    const start = startPlan(steps)
    expect(currentStep(start)?.id).toBe('stake')
    const second = withStep(start, 'stake', committed)
    expect(currentStep(second)?.id).toBe('vote')
    expect(currentStep(withStep(second, 'vote', committed))).toBeUndefined()
  })

  test('a refused step stays the current one and may be signed again', () => {
    const refused: StepState = { status: 'refused', hash: HASH, sentence: 'no' }
    expect(currentStep(withStep(startPlan(steps), 'stake', refused))?.id).toBe('stake')
    expect(maySign(refused)).toBe(true)
  })

  test.each([
    ['signing', { status: 'signing' }],
    ['pending', { status: 'pending', hash: HASH }],
    ['committed', committed],
  ] as const)('what is %s is not signed twice', (_, state) => {
    expect(maySign(state)).toBe(false)
  })
})

describe('a plan over a reload', () => {
  test('steps, amounts and transactions come back', () => {
    const begun = withStep(startPlan(steps), 'stake', { status: 'pending', hash: HASH })
    const stored = parsePlan(serializePlan(toStored(begun)))
    const resumed = startPlan([], stored)
    expect(resumed.steps).toEqual([
      { ...steps[0], state: { status: 'pending', hash: HASH } },
      { ...steps[1], state: { status: 'waiting' } },
    ])
  })

  test('a refused transaction is not waited for again', () => {
    const refused = withStep(startPlan(steps), 'stake', {
      status: 'refused',
      hash: HASH,
      sentence: 'no',
    })
    expect(toStored(refused).hashes).toEqual({})
  })
})
