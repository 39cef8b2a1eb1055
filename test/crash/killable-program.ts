import { type ChildProcess, spawn } from 'node:child_process'

/** How a program ended. */
export interface Ending {
  readonly killed: boolean
  /** What it said on standard error. */
  readonly errors: string
}

/** A program that is meant to be killed, and what it says line by line. */
export interface KillableProgram {
  readonly lines: readonly string[]
  /** Resolves with the first line that begins so, or with undefined when the program ends without. */
  waitFor(beginning: string): Promise<string | undefined>
  readonly ended: Promise<Ending>
  kill(): void
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export function startProgram(program: string, args: readonly string[]): KillableProgram {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const lines: string[] = []
  const waiting: { readonly beginning: string; readonly tell: (line?: string) => void }[] = []
  let rest = ''
  let errors = ''
  const onLine = (line: string): void => {
    lines.push(line)
    for (const [place, one] of waiting.entries()) {
      if (!line.startsWith(one.beginning)) continue
      waiting.splice(place, 1)
      one.tell(line)
      return
    }
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) onLine(part)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ended = new Promise<Ending>((resolve) => {
    child.on('close', (_, signal) => {
      running.delete(child)
      for (const { tell } of waiting.splice(0)) tell()
      resolve({ killed: signal === 'SIGKILL', errors: errors.trim() })
    })
  })
  return {
    lines,
    ended,
    waitFor: (beginning) => {
      const known = lines.find((line) => line.startsWith(beginning))
      if (known !== undefined) return Promise.resolve(known)
      if (child.exitCode !== null || child.signalCode !== null) return ended.then(() => undefined)
      return new Promise((tell) => {
        waiting.push({ beginning, tell })
      })
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
