import type { Command } from 'commander'
import { parseIndexOption } from './parse-options.ts'

export function addBucketArgument(command: Command): Command {
  return command.argument('<bucket>', 'index of the bucket', parseIndexOption)
}
