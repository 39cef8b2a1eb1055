import type { Command } from 'commander'
import type { Findings } from '#indexer/verify/findings.ts'
import { stopSignal } from '../bundle/stop-signal.ts'
import { addJsonOption } from '../options/network-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import { whole } from '../words.ts'
import {
  addDataOption,
  addNodeOption,
  type FollowingOptions,
  type IndexOptions,
  openIndex,
  readRpcUrl,
} from './index-options.ts'
import { showProgress } from './show-progress.ts'

/** `boule index …`: the chain in SQL tables. */
export function addIndexCommands(home: CommandHome): void {
  const index = home.program.command('index').description('the chain in SQL tables')
  addRun(home, index)
  addStatus(home, index)
  addVerify(home, index)
  addReset(home, index)
}

function addRun({ terminal }: CommandHome, index: Command): void {
  addDataOption(addNodeOption(index.command('run')))
    .description('follow a node into the database until it is stopped')
    .option('--wait', 'wait for another process that indexes the same database to end')
    .action(async (options: FollowingOptions & { readonly wait?: true }) => {
      const { followChain } = await import('#indexer/follow/follow-chain.ts')
      const database = await openIndex(terminal, options)
      const rpcUrl = readRpcUrl(terminal, options)
      terminal.write(`${rpcUrl} is indexed into the database ${database.where}\n`)
      await followChain({
        database,
        rpcUrl,
        signal: stopSignal(terminal),
        log: terminal.note,
        waitForLock: options.wait === true,
        onProgress: showProgress(terminal),
      })
    })
}

function addStatus({ terminal, setExitCode }: CommandHome, index: Command): void {
  addJsonOption(addDataOption(index.command('status')))
    .description('how far the index is')
    .action(async (options: IndexOptions) => {
      const { readIndexStatus } = await import('#indexer/index-status.ts')
      const database = await openIndex(terminal, options)
      const status = await readIndexStatus(database)
      if (options.json) return printJson(terminal, status ?? null)
      if (status === undefined) {
        terminal.write(
          `the database ${database.where} has no index; make one with boule index run\n`,
        )
        setExitCode(1)
        return
      }
      terminal.write(
        formatFacts([
          ['database', database.where],
          ['network', `${status.network}, chain id ${status.chainId}`],
          ['block', `${whole(status.height)} of ${new Date(status.timeMs).toISOString()}`],
          ['epoch', whole(status.epoch)],
          ['events', whole(status.events)],
          ['size', `${whole(Math.ceil(status.bytes / 1_048_576))} MiB`],
        ]),
      )
    })
}

function addVerify({ terminal, setExitCode }: CommandHome, index: Command): void {
  addJsonOption(addDataOption(addNodeOption(index.command('verify'))))
    .description('compare every row with what the node says at the same height')
    .action(async (options: FollowingOptions) => {
      const { verifyFollowing } = await import('./verify-following.ts')
      const database = await openIndex(terminal, options)
      const findings = await verifyFollowing({
        database,
        rpcUrl: readRpcUrl(terminal, options),
        signal: stopSignal(terminal),
        log: terminal.note,
      })
      if (findings.differing > 0) setExitCode(1)
      const compared = Object.fromEntries(findings.compared)
      const { differing, differences } = findings
      if (options.json) return printJson(terminal, { compared, differing, differences })
      terminal.write(formatFindings(findings))
    })
}

function formatFindings({ compared, differing, differences }: Findings): string {
  const counts = formatFacts([...compared].map(([what, count]) => [what, whole(count)]))
  if (differing === 0) return `${counts}the index says what the node says\n`
  const more = differing - differences.length
  const lines = differences.map((line) => `${line}\n`).join('')
  return `${counts}${lines}${more > 0 ? `… and ${whole(more)} more\n` : ''}${whole(differing)} differences: make the index anew with boule index reset\n`
}

function addReset({ terminal }: CommandHome, index: Command): void {
  addDataOption(index.command('reset'))
    .description('forget the index; it is made again from the chain. Discussions stay')
    .action(async (options: IndexOptions) => {
      const { resetUnwatched } = await import('#indexer/reset-unwatched.ts')
      const database = await openIndex(terminal, options)
      await resetUnwatched(database)
      terminal.write(`the index in the database ${database.where} is empty\n`)
    })
}
