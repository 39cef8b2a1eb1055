import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Command } from 'commander'
import { stopSignal } from '../bundle/stop-signal.ts'
import { createProgressLine } from '../bundle/show-progress.ts'
import { CliError } from '../cli-error.ts'
import { removeTree } from '../confine/remove-tree.ts'
import { openNetwork } from '../network/open-network.ts'
import { openSession, runAction } from '../network/session.ts'
import { addSenderOptions, type SenderOptions } from '../options/network-options.ts'
import { addProposalArgument } from '../options/proposal-argument.ts'
import { addRebuildOptions, type RebuildChoices } from '../options/rebuild-options.ts'
import type { PreflightReport, StepReport } from '../preflight/report.ts'
import { printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { DEFAULT_DEV_DATA } from './dev.ts'

interface PreflightCommandOptions extends SenderOptions, RebuildChoices {
  readonly data: string
  readonly genesis?: string
  readonly keep?: true
  readonly report?: string
  readonly attest?: true
}

/** `boule proposal preflight`: everything about a software change that a machine can find out. */
export function addProposalPreflight(home: CommandHome, proposal: Command): void {
  const { terminal, setExitCode } = home
  const command = addProposalArgument(proposal.command('preflight')).description(
    'rebuild a software change from its source and try it on a copy of the state; nothing of it touches this node',
  )
  addRebuildOptions(addSenderOptions(command))
    .option(
      '--data <folder>',
      'data directory with state and blocks; its node may run',
      DEFAULT_DEV_DATA,
    )
    .option('--genesis <file>', 'genesis file of the network; not needed for a devnet')
    .option('--report <file>', 'write the report there')
    .option('--keep', 'leave the folder with everything that was built')
    .option(
      '--attest',
      'say on chain what came out; for owners and operators of consensus delegates',
    )
    .action(async (id: number, options: PreflightCommandOptions) => {
      const report = await preflight(terminal, id, options)
      const { formatReport, hashReport } = await import('../preflight/report.ts')
      const reportHash = hashReport(report)
      if (options.report !== undefined) {
        fs.writeFileSync(path.resolve(terminal.folder, options.report), formatReport(report))
      }
      const green = report.verdict === 'green'
      if (!green) setExitCode(1)
      const attestation = options.attest
        ? await attest(terminal, id, options, { root: report.revisionRoot, green, reportHash })
        : undefined
      if (options.json)
        return printJson(terminal, { report, reportHash, attestation: attestation ?? null })
      terminal.write(`Proposal ${id} is ${report.verdict}. Report ${reportHash}\n`)
    })
}

async function preflight(
  terminal: Terminal,
  id: number,
  options: PreflightCommandOptions,
): Promise<PreflightReport> {
  const [{ readUpgrade }, { runPreflight }, { LIMITS }, { chooseGenesis }] = await Promise.all([
    import('../upgrade/read-upgrade.ts'),
    import('../preflight/run-preflight.ts'),
    import('../upgrade/limits.ts'),
    import('../db/choose-genesis.ts'),
  ])
  const network = await openNetwork(terminal, options)
  const upgrade = await readUpgrade(network, id)
  const dataDir = path.resolve(terminal.folder, options.data)
  const genesis = await chooseGenesis(terminal.folder, dataDir, options.genesis)
  if (genesis.chainId !== network.chainId) {
    throw new CliError(`${dataDir} is of chain ${genesis.chainId}, the node of ${network.chainId}`)
  }
  const workFolder = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), `boule-preflight-${id}-`))
  terminal.atEnd(async () => removeWork(terminal, workFolder, options))
  const line = createProgressLine(terminal, 'fetched')
  return runPreflight({
    upgrade,
    urls: [network.url.replace(/^ws/, 'http')],
    dataDir,
    genesis,
    workFolder,
    unconfined: options.unconfined === true,
    linked:
      options.linkDependencies === undefined
        ? undefined
        : path.resolve(terminal.folder, options.linkDependencies),
    limits: LIMITS,
    onProgress: line.show,
    signal: stopSignal(terminal),
    tell: terminal.note,
    tellStep: (step) => showStep(terminal, step),
  }).finally(line.end)
}

function removeWork(terminal: Terminal, folder: string, { keep }: PreflightCommandOptions): void {
  if (keep) terminal.note(`What was built is in ${folder}`)
  else removeTree(folder)
}

function showStep(terminal: Terminal, { step, result, findings }: StepReport): void {
  terminal.note(`${step.padEnd(9)}  ${result}`)
  for (const finding of findings) terminal.note(`           ${finding}`)
}

async function attest(
  terminal: Terminal,
  proposal: number,
  options: SenderOptions,
  said: {
    readonly root: `0x${string}`
    readonly green: boolean
    readonly reportHash: `0x${string}`
  },
): Promise<{ readonly transaction: string; readonly block: number }> {
  const session = await openSession(terminal, options)
  const words = `attests that proposal ${proposal} is ${said.green ? 'green' : 'red'}`
  const { transaction, block } = await runAction(session, words, (sender) =>
    session.client.attestPreflight({ ...sender, proposal, ...said }),
  )
  return { transaction, block }
}
