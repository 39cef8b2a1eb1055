import { expect, test } from 'vitest'
import { DETERMINISM_ALLOWANCES, type DeterminismAllowance } from './determinism-allowances.ts'
import { findOffences, type Offence } from './determinism-rules.ts'
import { collectReachable } from './import-graph.ts'
import { isShippedSource, listProjectFiles } from './source-files.ts'
import { collectUnorderedProperties } from './unordered-iteration.ts'

const files = listProjectFiles().filter(isShippedSource)
const protocolFiles = files.filter((file) => /^src\/(protocol|formulas)\//.test(file))
const sources = collectReachable(protocolFiles, new Set(files))
const unordered = collectUnorderedProperties(sources)
const offences = sources.flatMap((source) => findOffences(source, unordered))

function covers(allowance: DeterminismAllowance, offence: Offence): boolean {
  const { file, rule, found = offence.found } = allowance
  return file === offence.file && rule === offence.rule && found === offence.found
}

test('the protocol and all that it runs are checked', () => {
  expect(protocolFiles.length).toBeGreaterThan(10)
  expect(sources.length).toBeGreaterThanOrEqual(protocolFiles.length)
})

test('nothing that the protocol runs can make two machines disagree', () => {
  const lines = offences
    .filter((offence) => !DETERMINISM_ALLOWANCES.some((each) => covers(each, offence)))
    .map(({ file, line, rule, found }) => `${file}:${line} ${rule}: ${found}`)
  expect(lines).toEqual([])
})

test('each allowance is used and says why', () => {
  const unused = DETERMINISM_ALLOWANCES.filter(
    (allowance) => !offences.some((offence) => covers(allowance, offence)),
  )
  expect(unused).toEqual([])
  for (const { why } of DETERMINISM_ALLOWANCES) expect(why.length).toBeGreaterThan(20)
})
