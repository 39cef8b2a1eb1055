// Stands in for `boule node` in tests of `boule testnet`: it takes its arguments, starts something in place of CometBFT, answers
// a few questions, and ends when it is asked to. A file in its folder changes what it does.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  args: process.argv.slice(3),
  strict: false,
  options: { data: { type: 'string' }, port: { type: 'string' } },
})
const dir = String(values['data'])
const home = path.join(dir, 'cometbft')
const pidFile = path.join(home, 'cometbft.pid')

const refusal = path.join(dir, 'refuse')
if (existsSync(refusal)) {
  process.stderr.write(`something else\n${readFileSync(refusal, 'utf8')}`)
  process.exit(1)
}

mkdirSync(home, { recursive: true })
const engine = spawn(
  '/bin/sh',
  ['-c', 'while :; do sleep 1; done', 'cometbft', 'start', '--home', home],
  { detached: true, stdio: 'ignore' },
)
writeFileSync(pidFile, `${engine.pid}\n`)

/** A block every 50 ms, the same on all nodes. */
function head(): number {
  return 1 + (Math.floor(Date.now() / 50) % 1_000_000)
}

const ANSWERS: Readonly<Record<string, () => unknown>> = {
  boule_status: () => ({
    height: head(),
    appHash: `0x${head().toString(16).padStart(64, '0')}`,
    epoch: 1,
    peers: 3,
    pool: { pending: 1, queued: 1 },
  }),
}

function answer(body: string): unknown {
  const { method } = JSON.parse(body) as { readonly method: string }
  const result = ANSWERS[method]?.()
  return result === undefined ? { error: { message: 'not here' } } : { result }
}

createServer((request, response) => {
  let body = ''
  request.on('data', (piece: Buffer) => {
    body += piece.toString()
  })
  request.on('end', () => response.end(JSON.stringify(answer(body))))
}).listen(Number(values['port']), '127.0.0.1', () => {
  writeFileSync(path.join(dir, 'own.pid'), `${process.pid}\n`)
  writeFileSync(path.join(dir, 'arguments.json'), JSON.stringify(process.argv.slice(2)))
  process.stdout.write('not JSON\n{"type":"ready"}\n')
})

process.on('SIGTERM', () => {
  engine.kill()
  rmSync(pidFile, { force: true })
  const fails = existsSync(path.join(dir, 'fail'))
  process.stderr.write(fails ? 'boule: its disk is full\n' : 'goodbye\n')
  process.exit(fails ? 1 : 0)
})
