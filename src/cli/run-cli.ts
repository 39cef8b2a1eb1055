import { CommanderError } from 'commander'
import { CliError } from './cli-error.ts'
import { describeError } from './describe-error.ts'
import { type CommandHome, createProgram } from './program.ts'
import type { Successor, Terminal } from './terminal/terminal.ts'

/** Exit code of a command that was not understood. */
const EXIT_USAGE = 2

/**
 * Runs `boule` with `args` (without the program's own name) and returns the exit code: 0 done, 1 it did
 * not work, 2 the command was not understood. Whatever goes wrong is one line on standard error.
 */
export async function runCli(
  args: readonly string[],
  base: Omit<Terminal, 'atEnd'>,
): Promise<number> {
  const closers: (() => Promise<void>)[] = []
  const terminal: Terminal = { ...base, atEnd: (close) => void closers.push(close) }
  let successor: Successor | undefined
  let exitCode: number
  try {
    exitCode = await runProgram(args, terminal, (next) => {
      successor = next
    })
  } finally {
    for (const close of closers.toReversed()) await close()
  }
  return successor === undefined ? exitCode : base.replaceBy(successor, withoutReset(args))
}

/** A successor goes on with the state that there is. */
function withoutReset(args: readonly string[]): readonly string[] {
  return args.filter((one) => one !== '--reset')
}

async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  handOver: CommandHome['handOver'],
): Promise<number> {
  let exitCode = 0
  const setExitCode = (code: number): void => {
    exitCode = code
  }
  const program = createProgram(terminal, setExitCode, handOver)
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return reportUsage(error, program.name(), args, terminal)
    terminal.note(`boule: ${describeError(error)}`)
    if (terminal.environment['BOULE_DEBUG'] && error instanceof Error)
      terminal.note(error.stack ?? '')
    return error instanceof CliError ? error.exitCode : 1
  }
}

function reportUsage(
  error: CommanderError,
  name: string,
  args: readonly string[],
  terminal: Terminal,
): number {
  if (error.exitCode === 0) return 0
  // A group of commands without a command: commander has its whole help to say, we one line.
  const message =
    error.code === 'commander.help'
      ? `say what to do: \`${name} ${args.join(' ')} --help\` lists the commands`
      : error.message
          .replace(/^error: /, '')
          .replace(/^command-argument value/, 'value')
          .replace(/\s*\n\(Did you mean (.+)\?\)$/, '; did you mean $1?')
          .replace(/\s*\n\s*/g, ' ')
  terminal.note(`boule: ${message}`)
  return EXIT_USAGE
}
