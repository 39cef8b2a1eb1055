import { expect, test } from 'vitest'
import { DETERMINISM_ALLOWANCES } from './determinism-allowances.ts'
import { findOffences } from './determinism-rules.ts'
import { collectReachable } from './import-graph.ts'
import { isShippedSource, listProjectFiles } from './source-files.ts'
import { collectUnorderedProperties } from './unordered-iteration.ts'

const files = listProjectFiles().filter(isShippedSource)
const protocolFiles = files.filter((file) => file.startsWith('src/protocol/'))
const sources = collectReachable(protocolFiles, new Set(files))
const unordered = collectUnorderedProperties(sources)
const offences = sources.flatMap((source) => findOffences(source, unordered))

function isAllowed(offence: { readonly file: string; readonly rule: string }): boolean {
  return DETERMINISM_ALLOWANCES.some(
    ({ file, rule }) => file === offence.file && rule === offence.rule,
  )
}

test('the protocol and all that it runs are checked', () => {
  expect(protocolFiles.length).toBeGreaterThan(10)
  expect(sources.length).toBeGreaterThanOrEqual(protocolFiles.length)
})

test('nothing that the protocol runs can make two machines disagree', () => {
  const lines = offences
    .filter((offence) => !isAllowed(offence))
    .map(({ file, line, rule, found }) => `${file}:${line} ${rule}: ${found}`)
  expect(lines).toEqual([])
})

test('each allowance is used and says why', () => {
  const unused = DETERMINISM_ALLOWANCES.filter(
    (allowance) =>
      !offences.some(({ file, rule }) => file === allowance.file && rule === allowance.rule),
  )
  expect(unused).toEqual([])
  for (const { why } of DETERMINISM_ALLOWANCES) expect(why.length).toBeGreaterThan(20)
})
