import { expect, test } from 'vitest'
import { createMetricRegistry } from './metric-registry.ts'

test('figures are shown as Prometheus reads them', () => {
  const registry = createMetricRegistry()
  let height = 0
  registry.gauge('boule_height', 'Last committed height.', () => height)
  const blocks = registry.counter('boule_blocks_total', 'Blocks committed.')
  const seconds = registry.histogram('boule_block_seconds', 'Time of a block.', [0.01, 0.1])
  height = 3
  blocks.add()
  blocks.add(2)
  for (const value of [0.01, 0.05, 4]) seconds.observe(value)
  expect(registry.render()).toBe(`# HELP boule_height Last committed height.
# TYPE boule_height gauge
boule_height 3
# HELP boule_blocks_total Blocks committed.
# TYPE boule_blocks_total counter
boule_blocks_total 3
# HELP boule_block_seconds Time of a block.
# TYPE boule_block_seconds histogram
boule_block_seconds_bucket{le="0.01"} 1
boule_block_seconds_bucket{le="0.1"} 2
boule_block_seconds_bucket{le="+Inf"} 3
boule_block_seconds_sum 4.06
boule_block_seconds_count 3
`)
})

test('a name is used once', () => {
  const registry = createMetricRegistry()
  registry.counter('boule_blocks_total', 'Blocks committed.')
  expect(() => registry.gauge('boule_blocks_total', 'Again.', () => 0)).toThrow('new plain name')
  expect(() => registry.gauge('bad name', 'Blank.', () => 0)).toThrow('new plain name')
})
