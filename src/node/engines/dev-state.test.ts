import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toAddress } from '#base/address.ts'
import { readDevState, writeDevState } from './dev-state.ts'

const ALICE = toAddress('0x00000000000000000000000000000000000000a1')
let dir = ''

beforeEach(() => {
  dir = fs.mkdtempSync(join(tmpdir(), 'boule-dev-state-'))
})
afterEach(() => {
  fs.rmSync(dir, { recursive: true })
})

test('what was set is there after a restart', () => {
  const problems: string[] = []
  const read = () => readDevState(dir, (text) => problems.push(text))
  expect(read()).toEqual({ offlineDelegates: [] })
  writeDevState(dir, { offlineDelegates: [ALICE] })
  expect(read()).toEqual({ offlineDelegates: [ALICE] })
  expect(problems).toEqual([])
})

test.each(['', '{', '[]', 'null', '{"offlineDelegates":["x"]}', '{"offlineDelegates":1}'])(
  'a file that says %s is reported and counts for nothing',
  (text) => {
    fs.writeFileSync(join(dir, 'dev-state.json'), text)
    const problems: string[] = []
    const state = readDevState(dir, (problem) => problems.push(problem))
    expect(state).toEqual({ offlineDelegates: [] })
    expect(problems).toHaveLength(1)
  },
)
