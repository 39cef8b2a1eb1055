import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PlannedRun } from './process.fixture.ts'

/** Run as a program in place of `cometbft start --home DIR`. */
const home = process.argv[process.argv.indexOf('--home') + 1] as string
const plan = JSON.parse(readFileSync(join(home, 'plan.json'), 'utf8')) as readonly PlannedRun[]
const countPath = join(home, 'run-count')
const done = existsSync(countPath) ? Number(readFileSync(countPath, 'utf8')) : 0
writeFileSync(countPath, String(done + 1))
const run = plan[Math.min(done, plan.length - 1)] as PlannedRun

process.on('SIGTERM', () => {
  if (run.ignoresTerm === true) process.stdout.write('still here\n')
  else process.exit(0)
})
if (run.exit === undefined) setInterval(() => undefined, 1_000_000)
for (const line of run.print ?? []) process.stdout.write(`${line}\n`)
for (const line of run.complain ?? []) process.stderr.write(`${line}\n`)
if (run.exit !== undefined) process.exitCode = run.exit
