import type { CometbftBinary } from '#consensus/cometbft/process/find-cometbft.ts'
import { addJsonOption, type JsonOption } from '../options/network-options.ts'
import { toolsFolder } from '../node/shared-folders.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'

/** `boule cometbft install|show`: the consensus engine that `boule node` runs. */
export function addCometbftCommands({ program, terminal }: CommandHome): void {
  const cometbft = program
    .command('cometbft')
    .description('the consensus engine that `boule node` runs')
  addJsonOption(cometbft.command('install'))
    .description('build the pinned release with Go and put it where nodes find it')
    .action(async (options: JsonOption) => {
      const { installCometbft } = await import('#consensus/cometbft/process/install-cometbft.ts')
      const progress = (line: string): void => terminal.note(line)
      await print(await installCometbft({ toolsDir: toolsFolder(), progress }), options)
    })
  addJsonOption(cometbft.command('show'))
    .description('which program `boule node` would run')
    .action(async (options: JsonOption) => {
      const { findCometbft } = await import('#consensus/cometbft/process/find-cometbft.ts')
      await print(findCometbft({ toolsDir: toolsFolder(), env: process.env }), options)
    })

  async function print({ path, version }: CometbftBinary, options: JsonOption): Promise<void> {
    const { hashProgram } = await import('#consensus/cometbft/process/find-cometbft.ts')
    const sha256 = hashProgram(path)
    if (options.json) return printJson(terminal, { path, version, sha256 })
    terminal.write(
      formatFacts([
        ['program', path],
        ['version', version],
        ['sha256', sha256],
      ]),
    )
  }
}
