/** All figures: npm run bench [-- NAME …]. Prints a JSON line for each measurement and a table at the end. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

interface Job {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
}

const JOBS: readonly Job[] = [
  { name: 'root', file: 'state/root.ts', args: [] },
  { name: 'restart', file: 'state/restart.ts', args: [] },
  { name: 'boundary', file: 'chain/boundary.ts', args: [] },
  { name: 'staking', file: 'chain/staking.ts', args: [] },
  { name: 'append', file: 'state/append.ts', args: [] },
  { name: 'history', file: 'state/history.ts', args: [] },
  { name: 'rpc-batch', file: 'node/rpc.ts', args: ['--mode', 'batch'] },
  { name: 'rpc-single', file: 'node/rpc.ts', args: ['--mode', 'single'] },
  { name: 'start', file: 'node/start.ts', args: [] },
]

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !JOBS.some((job) => job.name === name))
if (unknown !== undefined) {
  process.stderr.write(
    `no benchmark ${unknown}; there are ${JOBS.map((job) => job.name).join(', ')}\n`,
  )
  process.exit(2)
}

const rows: string[] = []
let failed = 0
process.stdout.write(
  `${JSON.stringify({ machine: cpus()[0]?.model.trim(), cores: cpus().length, node: process.version })}\n`,
)
for (const job of JOBS) {
  if (wanted.length > 0 && !wanted.includes(job.name)) continue
  const output = await run(job)
  if (output === undefined) {
    failed++
    rows.push(`${job.name.padEnd(12)} failed`)
    continue
  }
  process.stdout.write(output)
  for (const line of output.trim().split('\n')) {
    const figures = Object.entries(JSON.parse(line) as Record<string, unknown>)
    const text = figures
      .filter(([name]) => name !== 'bench')
      .map(([name, value]) => `${name} ${String(value)}`)
    rows.push(`${job.name.padEnd(12)} ${text.join(', ')}`)
  }
}
process.stdout.write(`\n${rows.join('\n')}\n`)
process.exit(failed === 0 ? 0 : 1)

/** Standard output of a job; undefined when it failed. Each runs in a process of its own, so that none warms another up. */
function run(job: Job): Promise<string | undefined> {
  const file = fileURLToPath(new URL(job.file, import.meta.url))
  if (!existsSync(file)) {
    process.stderr.write(`${job.name}: ${job.file} is missing\n`)
    return Promise.resolve(undefined)
  }
  process.stderr.write(`${job.name} …\n`)
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...job.args], {
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
