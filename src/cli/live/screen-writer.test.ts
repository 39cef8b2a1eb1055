import { expect, test } from 'vitest'
import { createScreenWriter } from './screen-writer.ts'

const ESC = '\u001b'

test('draws all lines at first, then only those that changed, over the same place', () => {
  const written: string[] = []
  const writer = createScreenWriter((text) => written.push(text))
  writer.draw(['one', 'two', 'three'])
  expect(written.at(-1)).toBe(
    `${ESC}[?25l${ESC}[?2026h${ESC}[2Kone\r\n${ESC}[2Ktwo\r\n${ESC}[2Kthree\r\n${ESC}[?2026l`,
  )
  writer.draw(['one', '2', 'three'])
  expect(written.at(-1)).toBe(`${ESC}[?2026h${ESC}[3A\r\r\n${ESC}[2K2\r\n\r\n${ESC}[?2026l`)
  writer.draw(['one'])
  expect(written.at(-1)).toBe(`${ESC}[?2026h${ESC}[3A\r\r\n${ESC}[J${ESC}[?2026l`)
})

test('clears the screen after a change of size and draws everything again', () => {
  const written: string[] = []
  const writer = createScreenWriter((text) => written.push(text))
  writer.draw(['one'])
  writer.reset()
  expect(written.at(-1)).toBe(`${ESC}[2J${ESC}[H`)
  writer.draw(['one'])
  expect(written.at(-1)).toBe(`${ESC}[?2026h${ESC}[2Kone\r\n${ESC}[?2026l`)
})

test('gives the cursor back at the end, once', () => {
  const written: string[] = []
  const writer = createScreenWriter((text) => written.push(text))
  writer.end()
  expect(written).toEqual([])
  writer.draw([])
  writer.end()
  writer.end()
  expect(written.slice(1)).toEqual([`${ESC}[?25h`])
})
