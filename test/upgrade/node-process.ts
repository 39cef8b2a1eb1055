import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..', '..')
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** `boule` as a process, as a service manager starts it. */
export interface BouleProcess {
  readonly pid: number
  /** What it wrote on standard output, one JSON object a line; other lines are left out. */
  readonly said: readonly Readonly<Record<string, unknown>>[]
  readonly errors: () => string
  /** Resolves with what it says next of this `type`; rejects when it ends without. */
  readonly next: (type: string) => Promise<Readonly<Record<string, unknown>>>
  readonly ended: Promise<number | null>
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>
}

export function startBoule(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): BouleProcess {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin', 'boule'), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const said: Readonly<Record<string, unknown>>[] = []
  const waiting: { type: string; resolve: (one: Readonly<Record<string, unknown>>) => void }[] = []
  let rest = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      const one = JSON.parse(line) as Readonly<Record<string, unknown>>
      said.push(one)
      const at = waiting.findIndex(({ type }) => type === one['type'])
      if (at >= 0) waiting.splice(at, 1)[0]?.resolve(one)
    }
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      running.delete(child)
      resolve(code)
    })
  })
  return {
    pid: child.pid ?? 0,
    said,
    errors: () => errors,
    next: (type) =>
      Promise.race([
        new Promise<Readonly<Record<string, unknown>>>((resolve) => {
          waiting.push({ type, resolve })
        }),
        ended.then((code) => {
          throw new Error(`it ended with ${code} before it said "${type}": ${errors}`)
        }),
      ]),
    ended,
    end: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}
