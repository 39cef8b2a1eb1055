import type { CommandHome } from '../program.ts'

const CALCULATIONS = {
  votes: 'weighted votes of a bucket',
  draw: 'which delegates are drawn as producers',
  schedule: 'who proposes each block, by height and round',
  ranking: 'order of candidates with equal and unequal votes',
  epoch: 'epoch of a height in IoTeX’s real history',
} as const

/** `boule calc …`: figures of the protocol, without a node. JSON lines in, JSON lines out. */
export function addCalcCommands({ program, terminal, setExitCode }: CommandHome): void {
  const calc = program
    .command('calc')
    .description('check a figure: JSON lines on standard input, JSON lines on standard output')
  for (const kind of Object.keys(CALCULATIONS) as (keyof typeof CALCULATIONS)[]) {
    calc
      .command(kind)
      .description(CALCULATIONS[kind])
      // The answers are JSON anyway; the option is taken so that it works everywhere.
      .option('--json', 'print JSON on standard output (always)')
      .action(async () => {
        const { runCalc } = await import('../calc/run-calc.ts')
        setExitCode(await runCalc(kind, terminal.input(), (line) => terminal.write(`${line}\n`)))
      })
  }
}
