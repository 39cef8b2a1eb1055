import { expect, test } from 'vitest'
import { COMETBFT_ERROR_CODES } from '#consensus/cometbft/cometbft-error.ts'
import { NODE_ERROR_CODES } from '#node/node-error.ts'
import { STORAGE_ERROR_CODES } from '#state/storage-error.ts'
import { compareDocumentedCodes } from '../tidy/documented-codes.ts'
import { readProjectFile } from '../tidy/source-files.ts'

test('the page on troubles has every error with which a node can end', () => {
  const page = readProjectFile('docs/operating/troubleshooting.md')
  const [, errors = ''] = /\n## The node does not start[^\n]*\n([^]*?)\n## /.exec(page) ?? []
  const codes = [...COMETBFT_ERROR_CODES, ...NODE_ERROR_CODES, ...STORAGE_ERROR_CODES]
  expect(compareDocumentedCodes(codes, errors)).toEqual({ undocumented: [], unknown: [] })
})

test('the page on figures has every alarm, and no figure is asked for that is not there', () => {
  const page = readProjectFile('docs/operating/monitoring.md')
  const rules = readProjectFile('deploy/prometheus/boule.rules.yml')
  const alarms = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name)
  const [, table = '', figures = ''] = /\n## Alarms\n([^]*?)\n## Figures\n([^]*)$/.exec(page) ?? []
  expect(compareDocumentedCodes(alarms, table)).toEqual({ undocumented: [], unknown: [] })
  // The figures of the page are those of the program: see src/node/start-node.test.ts.
  const known = new Set([...figures.matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
  const used = [...rules.matchAll(/\bboule_\w+/g)].map(([name]) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  )
  expect(used.length).toBeGreaterThan(10)
  expect(used.filter((name) => !known.has(name))).toEqual([])
})
