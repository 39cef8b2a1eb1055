/** More seeds than the gate: npm run sim -- --seeds 200 --blocks 300 */
import { parseArgs } from 'node:util'
import { keepWhenFailing } from './failing-seeds.ts'
import { SimFailure, simulate } from './simulate.ts'
import { addResult, createSummary, formatSummary } from './summary.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '48' },
    first: { type: 'string', default: '1' },
    blocks: { type: 'string', default: '100' },
    operations: { type: 'string', default: '50' },
    'compare-every': { type: 'string', default: '8' },
  },
})

function count(name: keyof typeof values): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number > 0) return number
  process.stderr.write(`--${name} must be a whole number of at least 1, not ${values[name]}\n`)
  process.exit(2)
}

const first = count('first')
const seeds = count('seeds')
const summary = createSummary()
try {
  for (let seed = first; seed < first + seeds; seed++) {
    const options = {
      seed,
      blocks: count('blocks'),
      operationsPerBlock: count('operations'),
      compareEvery: count('compare-every'),
    }
    const result = keepWhenFailing(options, simulate)
    addResult(summary, result)
    const { blocks, missed, continued, appHash } = result
    process.stdout.write(
      `seed ${seed}: ${blocks} blocks, ${missed} missed rounds, ${continued} sets carried on, app hash ${appHash.slice(0, 18)}\n`,
    )
  }
  process.stdout.write(`${formatSummary(summary)}\n`)
} catch (error) {
  if (!(error instanceof SimFailure)) throw error
  process.stderr.write(
    `${error.message}\nkept in sim/failing-seeds; run it again with --first ${error.seed} --seeds 1 --compare-every 1\n`,
  )
  process.exitCode = 1
}
