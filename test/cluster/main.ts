/** Many generated clusters, one after another: npm run cluster -- --seeds 20 [--seed 1] [--json] */
import { parseArgs } from 'node:util'
import { CometbftError } from '#consensus/cometbft/cometbft-error.ts'
import { describePlan, generateCluster } from './generate-cluster.ts'
import { type ClusterPrograms, preparePrograms, removePrograms } from './programs.ts'
import { type PlanResult, runPlan } from './run-plan.ts'
import { formatTable } from './summarize.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

function count(name: 'seeds' | 'seed'): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number > 0) return number
  fail(`--${name} must be a whole number of at least 1, not ${values[name]}`)
}

function say(line: string): void {
  if (!values.json) process.stdout.write(`${line}\n`)
}

const first = count('seed')
const seeds = count('seeds')
const programs: ClusterPrograms = await preparePrograms().catch((error: unknown) => {
  if (error instanceof CometbftError) fail(error.message)
  throw error
})
const results: PlanResult[] = []
try {
  for (let seed = first; seed < first + seeds; seed++) {
    const plan = generateCluster(seed)
    say(`seed ${seed}: ${describePlan(plan)}`)
    const result = await runPlan(programs, plan)
    results.push(result)
    if (values.json) process.stdout.write(`${JSON.stringify({ plan, ...result })}\n`)
    for (const problem of result.problems) say(`  ${problem}`)
    if (result.problems.length > 0) say(`  again: npm run cluster -- --seeds 1 --seed ${seed}`)
  }
} finally {
  removePrograms(programs)
}
say(`\n${formatTable(results)}`)
const failed = results.filter((result) => result.problems.length > 0)
if (failed.length > 0) {
  say(`\nfailed: seeds ${failed.map((result) => result.seed).join(', ')}`)
  process.exitCode = 1
}
