/**
 * From the start of the process to the first block of an installed devnet, through the launcher as `npm start` calls it; and,
 * beside it, what the same launcher takes to print its version.
 *   node bench/node/start.ts [--runs N]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } })
const launcher = fileURLToPath(new URL('../../bin/boule', import.meta.url))

async function measure(
  args: readonly string[],
  until: (output: string) => boolean,
): Promise<number> {
  const begun = process.hrtime.bigint()
  const child = spawn(process.execPath, [launcher, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let output = ''
  const milliseconds = await new Promise<number>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (until(output)) resolve(Number(process.hrtime.bigint() - begun) / 1e6)
    })
  })
  child.kill('SIGINT')
  await exited
  return milliseconds
}

const firstBlock: number[] = []
const version: number[] = []
for (let run = 0; run < Number(values.runs); run++) {
  const folder = mkdtempSync(join(tmpdir(), 'boule-bench-'))
  const args = ['dev', '--data', join(folder, 'data'), '--port', '0']
  firstBlock.push(await measure(args, (output) => output.includes('RPC ')))
  version.push(await measure(['--version'], (output) => output.length > 0))
  rmSync(folder, { recursive: true })
}

function median(figures: number[]): number {
  return Math.round(figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0)
}

process.stdout.write(
  `${JSON.stringify({
    bench: 'start',
    runs: firstBlock.length,
    toFirstBlockMs: median(firstBlock),
    toVersionMs: median(version),
    ratio: Math.round((median(firstBlock) / median(version)) * 10) / 10,
  })}\n`,
)
