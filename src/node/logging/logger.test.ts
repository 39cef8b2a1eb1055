import { expect, test } from 'vitest'
import { createLogger, type LogLevel } from './logger.ts'

function record(level: LogLevel) {
  const lines: string[] = []
  const logger = createLogger({ level, writeLine: (line) => lines.push(line), nowMs: () => 0 })
  return { logger, lines }
}

test('an event is one line with its fields', () => {
  const { logger, lines } = record('info')
  logger.info('block committed', { height: 7, txs: 1_000n, late: false, gone: undefined })
  expect(lines).toEqual([
    '1970-01-01T00:00:00.000Z info  block committed height=7 txs=1000 late=false',
  ])
})

test('what comes from outside cannot forge a line or a field', () => {
  const { logger, lines } = record('warn')
  logger.warn('refused\nerror forged', {
    name: 'a b',
    quote: '"',
    line: 'x\ny',
    key: 'a=b',
    empty: '',
  })
  expect(lines).toEqual([
    '1970-01-01T00:00:00.000Z warn  refused error forged name="a b" quote="\\"" line="x\\ny" key="a=b" empty=""',
  ])
})

test('levels below the one asked for are left out', () => {
  const { logger, lines } = record('warn')
  logger.debug('a')
  logger.info('b')
  logger.warn('c')
  logger.error('d')
  expect(lines.map((line) => line.slice(25))).toEqual(['warn  c', 'error d'])
  expect([logger.isOn('info'), logger.isOn('error')]).toEqual([false, true])
})
