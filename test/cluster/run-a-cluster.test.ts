import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createTestFolder } from '../../src/cli/cli.fixture.ts'
import { type GuideCommand, readGuide } from '../../src/cli/guide.fixture.ts'
import { until } from './wait.ts'

// Every command of the guide, in its order, typed into a real shell: those that go on, into one of their own.

const programs = inject('clusterPrograms')
const COMMANDS = readGuide(new URL('../../docs/guides/run-a-cluster.md', import.meta.url))
/** A guide says what takes seconds; a busy machine takes longer. */
const PATIENCE_MS = 240_000
/** In place of 20,000, so that a testnet which runs on this machine is not in the way; below the ports that systems give out. */
const BASE_PORT = 21_000 + 1_000 * (process.pid % 11)

let setting: ReturnType<typeof createTestFolder>
const started: { readonly child: ChildProcess; said: string }[] = []

beforeAll(() => {
  setting = createTestFolder()
  const bin = path.join(setting.folder, 'bin')
  mkdirSync(bin)
  writeFileSync(
    path.join(bin, 'boule'),
    `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${programs?.boule}' "$@"\n`,
    { mode: 0o755 },
  )
})
afterAll(async () => {
  for (const { child } of started.toReversed()) await end(child)
  setting.remove()
}, PATIENCE_MS)

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill('SIGINT')
    await gone
  }
  return child.exitCode
}

/** A text of the guide with this test's ports. */
function move(text: string): string {
  return text.replaceAll(/\b20(\d{3})\b/g, (_, offset: string) =>
    String(BASE_PORT + Number(offset)),
  )
}

function toShell({ command, stays }: GuideCommand): readonly string[] {
  const moved = move(command).replace(/^boule testnet --nodes 8$/, `$& --base-port ${BASE_PORT}`)
  // So that the signal to end comes to the program itself.
  return ['-c', stays ? `exec ${moved}` : moved]
}

function settings() {
  const { PATH = '' } = process.env
  const env = {
    ...process.env,
    ...setting.environment,
    BOULE_RPC: `http://127.0.0.1:${BASE_PORT + 1}`,
    PATH: `${path.join(setting.folder, 'bin')}:${PATH}`,
  }
  return { cwd: setting.folder, env }
}

function type(command: GuideCommand): Promise<{ readonly code: number; readonly text: string }> {
  return new Promise((resolve) => {
    execFile('sh', toShell(command), settings(), (error, out, err) =>
      resolve({ code: error === null ? 0 : 1, text: out + err }),
    )
  })
}

async function start(command: GuideCommand): Promise<void> {
  const child = spawn('sh', toShell(command), { ...settings(), stdio: ['ignore', 'pipe', 'pipe'] })
  const one = { child, said: '' }
  started.push(one)
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece: Buffer) => {
      one.said += piece.toString()
    })
  }
  await until(
    `"${command.says.join('", "')}"`,
    () => {
      if (child.exitCode !== null) throw new Error(`it has ended: ${one.said}`)
      return command.says.every((text) => one.said.includes(text)) || undefined
    },
    () => one.said,
  )
}

/** Says what the guide says that it does; where it says "soon", again until it does. */
async function check(command: GuideCommand): Promise<void> {
  const { says, refused, soon } = command
  if (command.stays) return start(command)
  if (soon.length > 0) {
    let last = ''
    const look = async (): Promise<true | undefined> => {
      const { code, text } = await type(command)
      last = text
      return (code === 0 && soon.every((wanted) => text.includes(wanted))) || undefined
    }
    await until(`"${soon.join('", "')}"`, look, () => last)
    return
  }
  const { code, text } = await type(command)
  for (const expected of [...says, ...refused]) expect(text).toContain(move(expected))
  expect(code, text).toBe(refused.length > 0 ? 1 : 0)
}

describe.skipIf(programs === null)('docs/guides/run-a-cluster.md', () => {
  test('has its commands marked', () => {
    expect(COMMANDS.length).toBeGreaterThan(20)
    expect(COMMANDS.filter((command) => command.stays)).toHaveLength(2)
  })

  test.each(COMMANDS.map((one) => [one.line, one.command, one] as const))(
    'line %i: %s',
    (_, __, command) => check(command),
    PATIENCE_MS,
  )

  test(
    'and ends with Ctrl-C',
    async () => {
      for (const { child, said } of started.toReversed()) expect(await end(child), said).toBe(0)
    },
    PATIENCE_MS,
  )
})
