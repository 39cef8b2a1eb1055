import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runCli } from './run-cli.ts'
import type { Screen, Successor, Terminal } from './terminal/terminal.ts'

export interface CliRun {
  readonly code: number
  /** Standard output. */
  readonly out: string
  /** Standard error. */
  readonly err: string
  /** What was to take over, with its arguments. */
  readonly successor?: Successor & { readonly args: readonly string[] }
}

export interface CliSetting {
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
  /** What is typed when a secret is asked for, one after another. Nobody is there when missing. */
  readonly secrets?: readonly string[]
  readonly folder?: string
}

/** Runs a command in this process, with a terminal that only records. */
export async function runCommand(
  args: readonly string[],
  setting: CliSetting = {},
): Promise<CliRun> {
  let out = ''
  let err = ''
  let successor: CliRun['successor']
  const secrets = setting.secrets === undefined ? undefined : [...setting.secrets]
  const terminal: Omit<Terminal, 'atEnd'> = {
    write: (text) => {
      out += text
    },
    note: (line) => {
      err += `${line}\n`
    },
    input: async function* () {
      yield setting.input ?? ''
    },
    askSecret: async (question) => {
      if (secrets === undefined) return undefined
      err += `${question}\n`
      return secrets.shift()
    },
    screen: undefined,
    environment: setting.environment ?? {},
    folder: setting.folder ?? process.cwd(),
    onStop: () => () => undefined,
    replaceBy: async (next, nextArgs) => {
      successor = { ...next, args: nextArgs }
      return 0
    },
  }
  const code = await runCli(args, terminal)
  return { code, out, err, ...(successor === undefined ? {} : { successor }) }
}

/** A folder for one test, with a keystore of its own. */
export function createTestFolder(): {
  readonly folder: string
  readonly environment: { readonly BOULE_HOME: string }
  readonly remove: () => void
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'boule-cli-'))
  return {
    folder,
    environment: { BOULE_HOME: path.join(folder, 'home') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A terminal of which a test waits for something to appear. */
export function createWatchedTerminal(folder: string, screen?: Screen) {
  let out = ''
  let err = ''
  let stop: () => void = () => undefined
  const waiting: { readonly isThere: (text: string) => boolean; readonly resolve: () => void }[] =
    []
  const look = (): void => {
    for (const one of waiting.slice()) {
      if (!one.isThere(out)) continue
      waiting.splice(waiting.indexOf(one), 1)
      one.resolve()
    }
  }
  const terminal: Omit<Terminal, 'atEnd'> = {
    write: (text) => {
      out += text
      look()
    },
    note: (line) => {
      err += `${line}\n`
    },
    input: async function* () {},
    askSecret: async () => undefined,
    screen,
    environment: {},
    folder,
    onStop: (listener) => {
      stop = listener
      return () => undefined
    },
    replaceBy: async () => 0,
  }
  return {
    terminal,
    out: () => out,
    err: () => err,
    stop: () => stop(),
    until: (isThere: (text: string) => boolean) =>
      new Promise<void>((resolve) => {
        waiting.push({ isThere, resolve })
        look()
      }),
  }
}
