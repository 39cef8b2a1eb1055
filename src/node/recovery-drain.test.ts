import { expect, test } from 'vitest'
import type { Address } from '#base/address.ts'
import { createRecoveryDrain } from './recovery-drain.ts'

test('is drained when every batch is settled, one that fails as well', async () => {
  const settle: (() => void)[] = []
  const drain = createRecoveryDrain({
    recover: () =>
      new Promise<(Address | undefined)[]>((resolve, reject) => {
        settle.push(settle.length === 0 ? () => resolve([]) : () => reject(new Error('gone')))
      }),
  })
  await drain.drained()
  const first = drain.recover([])
  const second = drain.recover([])
  second.catch(() => {})
  let isDrained = false
  const drained = drain.drained().then(() => {
    isDrained = true
  })
  settle[0]?.()
  await first
  expect(isDrained).toBe(false)
  settle[1]?.()
  await drained
  expect(isDrained).toBe(true)
})
