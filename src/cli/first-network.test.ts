import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readGuide } from './guide.fixture.ts'
import { startGuideShell } from './guide-shell.fixture.ts'

// Every command of the guide, in its order, typed into a real shell.

const COMMANDS = readGuide(new URL('../../docs/guides/first-network.md', import.meta.url))

let shell: Awaited<ReturnType<typeof startGuideShell>>
beforeAll(async () => {
  shell = await startGuideShell()
})
afterAll(() => shell.close())

describe('docs/guides/first-network.md', () => {
  test('has its commands marked', () => {
    expect(COMMANDS.length).toBeGreaterThan(25)
  })

  test.each(COMMANDS.map((one) => [one.line, one.command, one] as const))(
    'line %i: %s',
    async (_, command, { says, refused }) => {
      const { code, text } = await shell.type(command)
      expect(text).not.toMatch(/^ +at /m)
      for (const expected of [...says, ...refused]) expect(text).toContain(expected)
      expect(code, text).toBe(refused.length > 0 ? 1 : 0)
    },
  )
})
