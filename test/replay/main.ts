/** The same blocks through the state machine under other versions of Node: npm run replay -- --seeds 8 --blocks 200 */
import { parseArgs } from 'node:util'
import { formatRows, runReplay } from './run-replay.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '8' },
    blocks: { type: 'string', default: '200' },
    transactions: { type: 'string', default: '50' },
    'install-seconds': { type: 'string', default: '300' },
  },
})

function count(name: keyof typeof values): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number > 0) return number
  process.stderr.write(`--${name} must be a whole number of at least 1, not ${values[name]}\n`)
  process.exit(2)
}

const rows = await runReplay({
  runs: Array.from({ length: count('seeds') }, (_, index) => ({
    seed: index + 1,
    blocks: count('blocks'),
    transactionsPerBlock: count('transactions'),
  })),
  installTimeoutMs: 1000 * count('install-seconds'),
})
process.stdout.write(`${formatRows(rows)}\n`)
const ran = rows.filter((row) => row.report !== undefined)
process.stdout.write(`${ran.length} of ${rows.length} ran\n`)
// As a job of its own it is for nothing when a version is missing.
if (ran.length < rows.length || ran.some((row) => row.difference !== undefined))
  process.exitCode = 1
