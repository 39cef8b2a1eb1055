/** More seeds than the gate: npm run sim -- --seeds 200 --blocks 300 */
import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '48' },
    first: { type: 'string', default: '1' },
    blocks: { type: 'string', default: '100' },
    operations: { type: 'string', default: '50' },
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
const totals = new Map<string, { done: number; refused: number }>()
for (let seed = first; seed < first + seeds; seed++) {
  const result = simulate({ seed, blocks: count('blocks'), operationsPerBlock: count('operations') })
  for (const [name, counts] of result.operations) {
    const sum = totals.get(name) ?? { done: 0, refused: 0 }
    totals.set(name, { done: sum.done + counts.done, refused: sum.refused + counts.refused })
  }
  process.stdout.write(`seed ${seed}: ${result.blocks} blocks, ${result.missed} missed rounds, app hash ${result.appHash.slice(0, 18)}\n`)
}
let executed = 0
for (const [name, { done, refused }] of totals) {
  executed += done + refused
  process.stdout.write(`${name.padEnd(30)} done ${`${done}`.padStart(8)} refused ${`${refused}`.padStart(8)}\n`)
}
process.stdout.write(`executed ${executed} operations with ${seeds} seeds\n`)
