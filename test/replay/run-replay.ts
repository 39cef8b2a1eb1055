import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { toHex } from '#base/hex.ts'
import { type InstalledNode, installNode, NODE_VERSIONS } from './node-versions.ts'
import { type RecordOptions, recordRun } from './record-run.ts'
import { writeRun } from './recorded-run.ts'
import type { ReplayReport } from './replay-blocks.ts'
import { listExpectedScripts } from './replay-scripts.ts'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const SCRIPTS = path.join(ROOT, 'spec', 'vectors', 'scripts.json')

export interface ReplayOptions {
  readonly runs: readonly RecordOptions[]
  /** Most time for the installation of one version of Node. */
  readonly installTimeoutMs: number
  readonly versions?: readonly string[]
  /** Where bundle, recordings and Nodes are kept. */
  readonly folder?: string
}

/** One run of the blocks, under one Node with one set of circumstances. */
export interface ReplayRow {
  readonly name: string
  readonly report: ReplayReport | undefined
  /** Why it did not run. */
  readonly reason: string | undefined
  /** The first result that is another than the recorded one. */
  readonly difference: string | undefined
}

interface Variant {
  readonly name: string
  readonly program: string
  readonly flags?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

/** Records runs and sends them, and the scripts of the vectors, through the state machine under each Node, each time by itself. */
export async function runReplay(options: ReplayOptions): Promise<readonly ReplayRow[]> {
  const folder = options.folder ?? path.join(ROOT, 'build')
  const workFolder = path.join(folder, 'replay')
  fs.mkdirSync(workFolder, { recursive: true })
  const expected: string[] = [...listExpectedScripts(SCRIPTS)]
  const files: string[] = []
  for (const run of options.runs) {
    const recorded = recordRun(run)
    const file = path.join(
      workFolder,
      `seed-${run.seed}-${run.blocks}x${run.transactionsPerBlock}.run`,
    )
    writeRun(file, recorded)
    files.push(file)
    for (const { request, roots } of recorded.blocks) {
      expected.push(`${request.height} ${toHex(roots.appHash)}`)
    }
  }
  const bundle = await bundleReplay(workFolder)
  const rows: ReplayRow[] = []
  for (const variant of listVariants(options, path.join(folder, 'nodes'))) {
    rows.push(
      'program' in variant
        ? await replayUnder(variant, [bundle, SCRIPTS, ...files], expected)
        : {
            name: `Node ${variant.version}`,
            reason: variant.reason,
            report: undefined,
            difference: undefined,
          },
    )
  }
  return rows
}

function* listVariants(
  { versions = NODE_VERSIONS, installTimeoutMs }: ReplayOptions,
  nodes: string,
): Generator<Variant | Extract<InstalledNode, { reason: string }>> {
  const program = process.execPath
  yield { name: 'this Node', program }
  yield {
    name: 'elsewhere',
    program,
    environment: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  }
  yield { name: 'without optimiser', program, flags: ['--no-opt'] }
  for (const version of versions) {
    if (`v${version}` === process.version) continue
    const node = installNode(version, nodes, installTimeoutMs)
    yield 'program' in node ? { name: `Node ${version}`, program: node.program } : node
  }
}

/** Plain JavaScript for the oldest Node. It lies in the project, where it finds the npm packages. */
async function bundleReplay(folder: string): Promise<string> {
  const outfile = path.join(folder, 'replay-blocks.mjs')
  await build({
    absWorkingDir: ROOT,
    entryPoints: [path.join(import.meta.dirname, 'replay-blocks.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  })
  return outfile
}

async function replayUnder(
  variant: Variant,
  args: readonly string[],
  expected: readonly string[],
): Promise<ReplayRow> {
  const { name, program, flags = [], environment = {} } = variant
  const { output, problem } = await runProgram(program, [...flags, ...args], environment)
  const lines = output.trimEnd().split('\n')
  if (problem !== undefined)
    return { name, report: undefined, reason: problem, difference: undefined }
  const report = JSON.parse(lines.pop() ?? '') as ReplayReport
  // Height 0 is the genesis, which is not in the recording.
  const hashes = lines.filter((line) => !line.startsWith('0 '))
  return { name, report, reason: undefined, difference: findDifference(hashes, expected) }
}

/** The first line that is another, or missing, or too many. */
export function findDifference(
  given: readonly string[],
  expected: readonly string[],
): string | undefined {
  for (let i = 0; i < Math.max(given.length, expected.length); i++) {
    if (given[i] === expected[i]) continue
    return `line ${i + 1} is «${given[i] ?? 'nothing'}», recorded was «${expected[i] ?? 'nothing'}»`
  }
  return undefined
}

function runProgram(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ output: string; problem: string | undefined }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, NODE_OPTIONS: '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.on('error', (error) => resolve({ output, problem: error.message }))
    child.on('close', (code) => {
      const line = errors.split('\n').find((one) => one.includes('Error')) ?? errors.slice(0, 200)
      resolve({ output, problem: code === 0 ? undefined : `ended with ${code}: ${line}` })
    })
  })
}

/** The rows as a table for people. */
export function formatRows(rows: readonly ReplayRow[]): string {
  return rows
    .map(({ name, report, reason, difference }) => {
      const what = name.padEnd(18)
      if (report === undefined) return `${what} did not run: ${reason ?? ''}`
      const { node, v8, timeZone, locale, scripts, blocks, transactions, withoutNative } = report
      const outcome = difference ?? 'same results'
      const native =
        withoutNative === undefined ? '' : `; native secp256k1 did not load: ${withoutNative}`
      return `${what} Node ${node}, V8 ${v8}, ${timeZone}, ${locale}: ${scripts} scripts, ${blocks} blocks, ${transactions} transactions: ${outcome}${native}`
    })
    .join('\n')
}
