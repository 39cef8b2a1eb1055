import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const RUN_AS_CHILD = fileURLToPath(new URL('./run-as-child.fixture.ts', import.meta.url))

// Says that it is ready, reports what reaches it, and ends on a signal or at the end of its input.
const PROGRAM = `
const [kind, value] = process.argv.slice(2)
if (kind === 'exit') process.exit(Number(value))
if (kind === 'echo') {
  for await (const chunk of process.stdin) process.stdout.write(chunk)
}
if (kind === 'serve') {
  const alive = setInterval(() => {}, 60_000)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      console.log('got ' + signal)
      clearInterval(alive)
    })
  }
}
if (kind === 'serve' || kind === 'die') console.log('ready ' + process.pid)
if (kind === 'die') setInterval(() => {}, 60_000)
`

let folder: string
let program: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'boule-launcher-'))
  program = path.join(folder, 'program.mjs')
  writeFileSync(program, PROGRAM)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  readonly child: ChildProcess
  readonly output: () => string
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>
}

function start(command: readonly string[], input = ''): Run {
  const child = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  child.stdin.end(input)
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  return { child, output: () => output, ended }
}

// The way taken where the Node that starts boule is another than the pinned one.
function startAsChild(args: readonly string[], input?: string): Run {
  return start([RUN_AS_CHILD, program, ...args], input)
}

async function readyProcess(run: Run): Promise<number> {
  const stdout = run.child.stdout
  if (stdout === null) throw new Error('the output is no pipe')
  for (;;) {
    const match = /ready (\d+)/.exec(run.output())
    if (match !== null) return Number(match[1])
    await new Promise((resolve) => stdout.once('data', resolve))
  }
}

describe('a program as the child of the launcher', () => {
  test.each([0, 1, 7])('its exit code %i is handed on', async (code) => {
    const run = startAsChild(['exit', String(code)])
    expect(await run.ended).toEqual({ code, signal: null })
  })

  test('its input and output are those of the launcher', async () => {
    const run = startAsChild(['echo'], 'first line\nsecond line\n')
    await run.ended
    expect(run.output()).toBe('first line\nsecond line\n')
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s reaches it once', async (signal) => {
    const run = startAsChild(['serve'])
    const id = await readyProcess(run)
    expect(id).not.toBe(run.child.pid)
    run.child.kill(signal)
    expect(await run.ended).toEqual({ code: 0, signal: null })
    expect(run.output().match(/got/g)).toHaveLength(1)
    expect(run.output()).toContain(`got ${signal}`)
  })

  test('when a signal ends it, the launcher ends by the same signal', async () => {
    const run = startAsChild(['die'])
    await readyProcess(run)
    run.child.kill('SIGTERM')
    expect(await run.ended).toEqual({ code: null, signal: 'SIGTERM' })
  })

  test('it ends when the launcher is killed without warning', async () => {
    const run = startAsChild(['serve'])
    await readyProcess(run)
    run.child.kill('SIGKILL')
    // The pipe of the output closes only when the program, too, has ended.
    expect(await run.ended).toEqual({ code: null, signal: 'SIGKILL' })
    expect(run.output()).toContain('got SIGTERM')
  })
})

describe('bin/boule', () => {
  test.each(['directly', 'through a link'])('runs %s', async (way) => {
    const launcher = path.join(ROOT, 'bin/boule')
    const link = path.join(folder, 'boule')
    if (way === 'through a link') symlinkSync(launcher, link)
    const run = start([way === 'through a link' ? link : launcher, '--version'])
    expect(await run.ended).toEqual({ code: 0, signal: null })
    expect(run.output()).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
