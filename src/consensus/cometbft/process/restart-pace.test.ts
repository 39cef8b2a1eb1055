import { expect, it } from 'vitest'
import { createRestartPace } from './restart-pace.ts'

it('waits twice as long each time, up to half a minute, and begins again after a healthy minute', () => {
  const pace = createRestartPace()
  const delays = Array.from({ length: 10 }, () => pace.next(20_000))
  expect(delays).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000])
  expect(pace.next(60_000)).toBe(200)
  expect(pace.next(59_999)).toBe(400)
})

it('gives up when five starts in a row have failed at once', () => {
  const pace = createRestartPace()
  const failed = (): number | undefined => pace.next(9_999)
  expect([failed(), failed(), failed(), failed()]).toEqual([200, 400, 800, 1_600])
  expect(pace.next(10_000)).toBe(3_200)
  expect([failed(), failed(), failed(), failed()]).not.toContain(undefined)
  expect(failed()).toBeUndefined()
})
