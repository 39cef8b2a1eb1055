import type { Command } from 'commander'
import { createProgram } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal/terminal.ts'

const terminal: Terminal = {
  write: () => undefined,
  note: () => undefined,
  input: async function* () {},
  askSecret: async () => undefined,
  screen: undefined,
  environment: {},
  folder: '/',
  onStop: () => () => undefined,
  atEnd: () => undefined,
  replaceBy: async () => 0,
}

const nothing = (): void => undefined

/** Why `boule` does not understand these words; `undefined` when it does. Nothing is run. */
export async function whyNotUnderstood(words: readonly string[]): Promise<string | undefined> {
  const program = createProgram(terminal, nothing, nothing)
  let isRun = false
  for (const command of allCommands(program)) {
    const isGroup = command.commands.length > 0 && command.name() !== 'testnet'
    if (!isGroup) command.action(() => void (isRun = true))
    command.exitOverride().configureOutput({ writeErr: () => undefined })
  }
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string }
    if (code === 'commander.version' || code === 'commander.helpDisplayed') return undefined
    return message
  }
  return isRun ? undefined : 'it runs nothing'
}

/** All options of all commands, such as `--genesis`. */
export function allOptions(): ReadonlySet<string> {
  const program = createProgram(terminal, nothing, nothing)
  const options = allCommands(program).flatMap((command) => command.options)
  return new Set(options.flatMap(({ long }) => (long === undefined ? [] : [long])))
}

function allCommands(program: Command): readonly Command[] {
  return [program, ...program.commands.flatMap(allCommands)]
}
