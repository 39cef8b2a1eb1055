// `npm test`: all tests, in two runs of vitest side by side. What computes has a low priority, so that networks of processes,
// which wait for one another most of the time, find a processor when they need one.
// `npm test -- ARGUMENTS`: one run of vitest with these arguments.

import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = path.resolve(import.meta.dirname, '..')
const VITEST = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
const LOW_PRIORITY = 10

const RUNS = [
  { name: 'computing', projects: ['computing'], priority: LOW_PRIORITY },
  { name: 'networks', projects: ['cluster', 'portal', 'alone'], priority: 0 },
]

const args = process.argv.slice(2)
process.exitCode = args.length > 0 ? await runSome(args) : await runAll()

async function runSome(vitestArguments) {
  const child = spawn(process.execPath, [VITEST, 'run', ...vitestArguments], { stdio: 'inherit' })
  return ended(child)
}

async function runAll() {
  const started = performance.now()
  const codes = await Promise.all(RUNS.map(runProjects))
  const results = RUNS.map(readResults)
  for (const failure of results.flatMap(({ failures }) => failures)) say(`failed: ${failure}`)
  const sum = (key) => results.reduce((total, one) => total + one[key], 0)
  const seconds = Math.round((performance.now() - started) / 1000)
  say(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped in ${seconds} s`)
  const isGood = codes.every((code) => code === 0) && results.every(({ passed }) => passed > 0)
  return isGood ? 0 : 1
}

async function runProjects(run) {
  rmSync(resultsFile(run), { force: true })
  const child = spawn(
    process.execPath,
    [
      VITEST,
      'run',
      ...run.projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${resultsFile(run)}`,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: process.stdout.isTTY ? { FORCE_COLOR: '1', ...process.env } : process.env,
    },
  )
  child.once('spawn', () => os.setPriority(child.pid, run.priority))
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', say)
  }
  const code = await ended(child)
  if (code !== 0) say(`the run of the projects ${run.projects.join(', ')} ended with ${code}`)
  return code
}

function resultsFile({ name }) {
  return path.join(ROOT, 'build', `test-results-${name}.json`)
}

/** Counts of a run and the names of what failed. */
function readResults(run) {
  const file = resultsFile(run)
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0, failures: [] }
  const results = JSON.parse(readFileSync(file, 'utf8'))
  const failures = results.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      const titles =
        failed.length > 0 ? failed.map(({ fullName }) => fullName) : ['the file itself']
      return titles.map((title) => `${path.relative(ROOT, name)}: ${title}`)
    })
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests,
    skipped: results.numPendingTests + results.numTodoTests,
    failures,
  }
}

/** Resolves with the exit code; 1 when a signal ended it. */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
