import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { toHex } from '#base/hex.ts'
import type { VerifyReport } from '#state/verify.ts'
import { CliError } from '../cli-error.ts'
import { addJsonOption, type JsonOption } from '../options/network-options.ts'
import { wholeOption } from '../options/parse-options.ts'
import { formatFacts, printJson, printJsonLine } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { count, whole } from '../words.ts'
import { DEFAULT_DEV_DATA } from './dev.ts'

interface DataOptions extends JsonOption {
  readonly data: string
  readonly genesis?: string
}

interface VerifyDataOptions extends DataOptions {
  readonly replay: boolean
}

interface RollBackOptions extends DataOptions {
  readonly to: number
}

/** `boule db verify|replay|snapshot|rollback`: what a node has on disk. The node must not run. */
export function addDbCommands(home: CommandHome): void {
  const db = home.program
    .command('db')
    .description('the data directory of a node that does not run')
  addVerify(home, db)
  addReplay(home, db)
  addSnapshot(home, db)
  addRollBack(home, db)
}

function addDataOptions(command: Command): Command {
  return addJsonOption(command)
    .option('--data <folder>', 'data directory', DEFAULT_DEV_DATA)
    .option('--genesis <file>', 'genesis file of the network; not needed for a devnet')
}

function addVerify({ terminal, setExitCode }: CommandHome, db: Command): void {
  addDataOptions(db.command('verify'))
    .description('check every block and snapshot, and that the blocks give the state they say')
    .option('--no-replay', 'check sums only; execute nothing')
    .action(async (options: VerifyDataOptions) => {
      const dataDir = resolveData(terminal.folder, options.data)
      const [{ chooseGenesis }, { verifyData }] = await Promise.all([
        import('../db/choose-genesis.ts'),
        import('../db/verify-data.ts'),
      ])
      const genesis = await chooseGenesis(terminal.folder, dataDir, options.genesis)
      const report = await verifyData(dataDir, genesis, options.replay)
      if (report.problems.length > 0) setExitCode(1)
      if (options.json) return printJson(terminal, report)
      terminal.write(formatReport(report))
      for (const notice of report.notices) terminal.note(notice)
      for (const problem of report.problems) terminal.note(`boule: ${problem}`)
    })
}

function addReplay({ terminal, setExitCode }: CommandHome, db: Command): void {
  addDataOptions(db.command('replay'))
    .description('execute all blocks again and say what this program makes of each')
    .action(async (options: DataOptions) => {
      const dataDir = resolveData(terminal.folder, options.data)
      const [{ chooseGenesis }, { replayData }] = await Promise.all([
        import('../db/choose-genesis.ts'),
        import('../db/replay-data.ts'),
      ])
      const genesis = await chooseGenesis(terminal.folder, dataDir, options.genesis)
      let last = ''
      const report = await replayData(dataDir, genesis, (roots) => {
        last = `block ${whole(roots.height)}, app hash ${roots.appHash}`
        if (options.json) printJsonLine(terminal, { type: 'block', ...roots })
      })
      const { replayedBlocks, problems } = report
      if (problems.length > 0) setExitCode(1)
      if (options.json) printJsonLine(terminal, { type: 'end', replayedBlocks, problems })
      else
        terminal.write(`${count(replayedBlocks, 'block')} executed; ${last || 'there are none'}\n`)
      for (const problem of problems) terminal.note(`boule: ${problem}`)
    })
}

function addSnapshot({ terminal }: CommandHome, db: Command): void {
  addDataOptions(db.command('snapshot'))
    .description('write a snapshot of the newest state, so that the next start is quick')
    .action(async (options: DataOptions) => {
      const dataDir = resolveData(terminal.folder, options.data)
      const [{ chooseGenesis }, { writeSnapshot }] = await Promise.all([
        import('../db/choose-genesis.ts'),
        import('../db/write-snapshot.ts'),
      ])
      const genesis = await chooseGenesis(terminal.folder, dataDir, options.genesis)
      const { height, appHash, replayedBlocks } = await writeSnapshot(
        dataDir,
        genesis,
        terminal.note,
      )
      if (options.json)
        return printJson(terminal, { height, appHash: toHex(appHash), replayedBlocks })
      terminal.write(
        `Snapshot of block ${whole(height)} written, app hash ${toHex(appHash)}; ${count(replayedBlocks, 'block')} executed.\n`,
      )
    })
}

function addRollBack({ terminal }: CommandHome, db: Command): void {
  addDataOptions(db.command('rollback'))
    .description('go back to an earlier block, because CometBFT’s blocks end there')
    .requiredOption('--to <height>', 'the last block that stays', wholeOption(0, 1e15))
    .action(async (options: RollBackOptions) => {
      const dataDir = resolveData(terminal.folder, options.data)
      const [{ chooseGenesis }, { rollBackData }] = await Promise.all([
        import('../db/choose-genesis.ts'),
        import('../db/roll-back-data.ts'),
      ])
      const genesis = await chooseGenesis(terminal.folder, dataDir, options.genesis)
      const report = await rollBackData(dataDir, genesis, options.to, terminal.note)
      if (options.json) return printJson(terminal, report)
      const { from, to, snapshotHeight, asideDir } = report
      const start =
        snapshotHeight === 0 ? 'the genesis' : `the snapshot of block ${whole(snapshotHeight)}`
      terminal.write(
        `Went back from block ${whole(from)} to ${whole(to)}; the next start begins with ${start}. What was taken out is in ${asideDir}\n`,
      )
    })
}

function resolveData(folder: string, data: string): string {
  const dataDir = path.resolve(folder, data)
  if (!existsSync(dataDir)) throw new CliError(`${dataDir}: no such file or folder`)
  return dataDir
}

function formatReport(report: VerifyReport): string {
  const good = report.snapshots.filter((one) => one.problem === undefined)
  return formatFacts([
    [
      'blocks',
      `${whole(report.firstHeight)} to ${whole(report.height)}, ${whole(report.blocks)} read, ${whole(report.replayedBlocks)} executed again`,
    ],
    [
      'snapshots',
      `${good.length} of ${report.snapshots.length} good${good.map((one) => `, block ${whole(one.height)}`).join('')}`,
    ],
    [
      'verdict',
      report.problems.length === 0 ? 'all is well' : count(report.problems.length, 'problem'),
    ],
  ])
}
