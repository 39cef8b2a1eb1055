import type { Command } from 'commander'

export interface RebuildChoices {
  readonly unconfined?: true
  readonly linkDependencies?: string
}

/** For commands that build and run what is in a bundle. */
export function addRebuildOptions(command: Command): Command {
  return command
    .option(
      '--unconfined',
      'run foreign programs even where the system cannot keep them apart: only on a machine without keys',
    )
    .option(
      '--link-dependencies <folder>',
      'take this node_modules instead of installing packages: for tests, and without a network',
    )
}
