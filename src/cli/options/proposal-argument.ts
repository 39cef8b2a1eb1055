import type { Command } from 'commander'
import { wholeOption } from './parse-options.ts'

export function addProposalArgument(command: Command): Command {
  return command.argument('<proposal>', 'number of the proposal', wholeOption(1, 2 ** 32 - 1))
}
