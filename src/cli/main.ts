// The program `boule`, started by bin/boule.

import { runCli } from './run-cli.ts'
import { createProcessTerminal } from './terminal/process-terminal.ts'

process.exitCode = await runCli(process.argv.slice(2), createProcessTerminal())
