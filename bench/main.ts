/**
 * All figures: npm run bench [-- NAME …] [-- --quick]. Prints a JSON line for each measurement and a table at the end.
 * `cluster` names all jobs that need CometBFT; `--quick` has these run with little, to see that they work.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

interface Job {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  /** Name of several jobs together; these know `--quick`. */
  readonly group?: string
}

const JOBS: readonly Job[] = [
  { name: 'root', file: 'state/root.ts', args: [] },
  { name: 'restart', file: 'state/restart.ts', args: [] },
  { name: 'boundary', file: 'chain/boundary.ts', args: [] },
  { name: 'staking', file: 'chain/staking.ts', args: [] },
  { name: 'impact', file: 'chain/impact.ts', args: [] },
  { name: 'governance', file: 'chain/governance.ts', args: [] },
  { name: 'append', file: 'state/append.ts', args: [] },
  { name: 'history', file: 'state/history.ts', args: [] },
  { name: 'rpc-batch', file: 'node/rpc.ts', args: ['--mode', 'batch'] },
  { name: 'rpc-single', file: 'node/rpc.ts', args: ['--mode', 'single'] },
  { name: 'start', file: 'node/start.ts', args: [] },
  { name: 'index', file: 'index/index.ts', args: [] },
  { name: 'api', file: 'api/api.ts', args: [] },
  { name: 'node-path', file: 'cluster/node-path.ts', args: [] },
  { name: 'engine-ceiling', file: 'cluster/engine-ceiling.ts', args: [], group: 'cluster' },
  { name: 'cluster-throughput', file: 'cluster/throughput.ts', args: [], group: 'cluster' },
  { name: 'cluster-pace', file: 'cluster/pace.ts', args: [], group: 'cluster' },
  { name: 'cluster-rejoin', file: 'cluster/rejoin.ts', args: [], group: 'cluster' },
  { name: 'cluster-state-sync', file: 'cluster/state-sync.ts', args: [], group: 'cluster' },
]
const NAME_WIDTH = 19

const given = process.argv.slice(2)
const isQuick = given.includes('--quick')
const wanted = given.filter((word) => word !== '--quick')
const names = JOBS.flatMap(({ name, group }) => (group === undefined ? [name] : [name, group]))
const unknown = wanted.find((name) => !names.includes(name))
if (unknown !== undefined) {
  process.stderr.write(`no benchmark ${unknown}; there are ${[...new Set(names)].join(', ')}\n`)
  process.exit(2)
}

const rows: string[] = []
let failed = 0
process.stdout.write(
  `${JSON.stringify({ machine: cpus()[0]?.model.trim(), cores: cpus().length, node: process.version })}\n`,
)
for (const job of JOBS) {
  if (wanted.length > 0 && !isWanted(job)) continue
  const output = await run(job)
  if (output === undefined) {
    failed++
    rows.push(`${job.name.padEnd(NAME_WIDTH)} failed`)
    continue
  }
  process.stdout.write(output)
  for (const line of output.trim().split('\n')) {
    const figures = Object.entries(JSON.parse(line) as Record<string, unknown>)
    const text = figures
      .filter(([name]) => name !== 'bench')
      .map(([name, value]) => `${name} ${String(value)}`)
    rows.push(`${job.name.padEnd(NAME_WIDTH)} ${text.join(', ')}`)
  }
}
process.stdout.write(`\n${rows.join('\n')}\n`)
process.exit(failed === 0 ? 0 : 1)

function isWanted({ name, group }: Job): boolean {
  return wanted.includes(name) || (group !== undefined && wanted.includes(group))
}

/** Standard output of a job; undefined when it failed. Each runs in a process of its own, so that none warms another up. */
function run(job: Job): Promise<string | undefined> {
  const file = fileURLToPath(new URL(job.file, import.meta.url))
  if (!existsSync(file)) {
    process.stderr.write(`${job.name}: ${job.file} is missing\n`)
    return Promise.resolve(undefined)
  }
  process.stderr.write(`${job.name} …\n`)
  return new Promise((resolve) => {
    const quick = isQuick && job.group !== undefined ? ['--quick'] : []
    const child = spawn(process.execPath, [file, ...job.args, ...quick], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => resolve(code === 0 ? output : undefined))
  })
}
