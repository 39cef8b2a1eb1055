import { expect, test } from 'vitest'
import { createApiMetrics } from '#api/server/api-metrics.ts'
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

test.each([
  ['monitoring.md', 'boule.rules.yml', '##', 10],
  ['portal.md', 'boule-portal.rules.yml', '###', 3],
])(
  '%s has every alarm of %s, and no figure is asked for that is not there',
  (file, rulesFile, level, floor) => {
    const page = readProjectFile(`docs/operating/${file}`)
    const rules = readProjectFile(`deploy/prometheus/${rulesFile}`)
    expect(page).toContain(`deploy/prometheus/${rulesFile}`)
    const alarms = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name)
    const [, table = '', figures = ''] =
      new RegExp(`\n${level} Alarms\n([^]*?)\n${level} Figures\n([^]*?)(?:\n## |$)`).exec(page) ??
      []
    expect(compareDocumentedCodes(alarms, table)).toEqual({ undocumented: [], unknown: [] })
    // The figures of the pages are those of the programs: see src/node/start-node.test.ts, and below.
    const known = new Set([...figures.matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
    const used = [...rules.matchAll(/\bboule_\w+/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    )
    expect(used.length).toBeGreaterThan(floor)
    expect(used.filter((name) => !known.has(name))).toEqual([])
  },
)

test('the page on the portal has the figures of the API', async () => {
  const page = readProjectFile('docs/operating/portal.md')
  const [, figures = ''] = /\n### Figures\n([^]*?)\n## /.exec(page) ?? []
  const metrics = createApiMetrics({ head: () => undefined }, { clients: () => 0 })
  const names = [...(await metrics.render()).matchAll(/^# TYPE (boule_\w+)/gm)].map(
    ([, name = '']) => name,
  )
  expect(names.length).toBeGreaterThan(3)
  expect([...figures.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).sort()).toEqual(
    names.sort(),
  )
})
