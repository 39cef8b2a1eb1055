/**
 * What CometBFT carries with an application that does nothing: committed transactions of 250 random bytes per second, with one
 * node and with four, fed at one node or at all of them, and sent between them each for itself or several as one.
 *   node bench/cluster/engine-ceiling.ts [--quick] [--seconds N] [--block-transactions N] [--open N]
 */
import { parseArgs } from 'node:util'
import { printFigures, round } from './figures.ts'
import { measureCeiling } from './measure-ceiling.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    'block-transactions': { type: 'string', default: '5000' },
    open: { type: 'string', default: '10000' },
  },
})
const common = {
  seconds: Number(values.seconds ?? (values.quick ? 3 : 15)),
  blockTransactions: Number(values['block-transactions']),
  open: Number(values.open),
}

let onePerSecond = 0
for (const [nodes, entry, form] of [
  [1, 'one', 'batches'],
  [4, 'one', 'singles'],
  [4, 'one', 'batches'],
  [4, 'all', 'singles'],
  [4, 'all', 'batches'],
] as const) {
  process.stderr.write(`${nodes} nodes, transactions at ${entry}, in ${form}\n`)
  const ceiling = await measureCeiling({ ...common, nodes, entry, form })
  if (nodes === 1) onePerSecond = ceiling.perSecond
  printFigures({
    bench: 'engine-ceiling',
    nodes,
    entry,
    form,
    ...ceiling,
    ratioToOneNode: round(ceiling.perSecond / onePerSecond),
  })
}
