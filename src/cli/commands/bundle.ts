import path from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { Hex } from '#base/hex.ts'
import type { PackedBundle } from '#bundles/pack-bundle.ts'
import type { UpgradePlan } from '#bundles/upgrade-plan.ts'
import type { CheckedUpgrade } from '../bundle/pack-upgrade.ts'
import { createProgressLine } from '../bundle/show-progress.ts'
import { stopSignal } from '../bundle/stop-signal.ts'
import { CliError } from '../cli-error.ts'
import { addJsonOption, DEFAULT_RPC, type JsonOption } from '../options/network-options.ts'
import { parseHashOption, parseHttpOption } from '../options/parse-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { count, whole } from '../words.ts'

interface TransferOptions extends JsonOption {
  readonly rpc?: readonly string[]
}

/** `boule bundle pack|check|upload|fetch`: the code that a technical proposal carries. */
export function addBundleCommands(home: CommandHome): void {
  const bundle = home.program
    .command('bundle')
    .description('the bundle of a technical proposal: source, artifacts, reasons')
  addPack(home, bundle)
  addCheck(home, bundle)
  addUpload(home, bundle)
  addFetch(home, bundle)
}

function addPack(home: CommandHome, bundle: Command): void {
  addJsonOption(bundle.command('pack'))
    .description('write hashes and sizes into the manifest of a folder, and say what to propose')
    .argument('<folder>', 'with manifest.json, proposal.md, source/ and artifacts/')
    .action(async (folder: string, options: JsonOption) => {
      const { packUpgradeFolder } = await import('../bundle/pack-upgrade.ts')
      printCheck(home, await packUpgradeFolder(path.resolve(home.terminal.folder, folder)), options)
    })
}

function addCheck(home: CommandHome, bundle: Command): void {
  addJsonOption(bundle.command('check'))
    .description('say everything that is wrong with the folder of a bundle; changes nothing')
    .argument('<folder>')
    .action(async (folder: string, options: JsonOption) => {
      const { checkUpgradeFolder } = await import('../bundle/pack-upgrade.ts')
      printCheck(
        home,
        await checkUpgradeFolder(path.resolve(home.terminal.folder, folder)),
        options,
      )
    })
}

function printCheck(
  { terminal, setExitCode }: CommandHome,
  { bundle, plan, problems }: CheckedUpgrade,
  options: JsonOption,
): void {
  const { root, bytes, index } = bundle
  const files = index.files.length
  if (problems.length > 0) setExitCode(1)
  if (options.json) return printJson(terminal, { root, bytes, files, plan: plan ?? null, problems })
  terminal.write(
    formatFacts([
      ['root', root],
      ['size', `${whole(bytes)} bytes in ${count(files, 'file')}`],
      ...(plan === undefined ? [] : planFacts(plan)),
    ]),
  )
  for (const problem of problems) terminal.note(`boule: ${problem}`)
}

function planFacts(plan: UpgradePlan): readonly (readonly [string, string])[] {
  return [
    ['upgrade', `${plan.name}, to version ${plan.version}`],
    ['source', plan.sourceHash],
    ['recipe', plan.recipeHash],
    ...plan.artifacts.map(
      ({ platform, sha256, bytes }) => [platform, `${sha256}, ${whole(bytes)} bytes`] as const,
    ),
  ]
}

function addTransferOptions(command: Command): Command {
  return addJsonOption(
    command.option(
      '--rpc <url...>',
      `addresses of nodes (default: $BOULE_RPC, or ${DEFAULT_RPC})`,
      (text: string, before: readonly string[] | undefined) => [
        ...(before ?? []),
        parseHttpOption(text),
      ],
    ),
  )
}

function chooseUrls(terminal: Terminal, { rpc }: TransferOptions): readonly string[] {
  if (rpc !== undefined) return rpc
  const url = terminal.environment['BOULE_RPC']
  if (url === undefined || url === '') return [DEFAULT_RPC]
  try {
    return [parseHttpOption(url)]
  } catch {
    throw new CliError(`$BOULE_RPC is "${url}"; write an address such as ${DEFAULT_RPC}`, 2)
  }
}

function addUpload({ terminal }: CommandHome, bundle: Command): void {
  addTransferOptions(bundle.command('upload'))
    .description('give nodes the bundle in a folder, which a live proposal must name')
    .argument('<folder>')
    .action(async (folder: string, options: TransferOptions) => {
      const urls = chooseUrls(terminal, options)
      const { packBundle } = await import('#bundles/pack-bundle.ts')
      const packed = await packBundle(path.resolve(terminal.folder, folder))
      const nodes = await upload(terminal, packed, urls)
      if (options.json) return printJson(terminal, { root: packed.root, nodes })
      for (const { url, sentChunks } of nodes) {
        terminal.write(`${url} has the whole bundle; ${count(sentChunks, 'chunk')} sent\n`)
      }
    })
}

async function upload(
  terminal: Terminal,
  bundle: PackedBundle,
  urls: readonly string[],
): Promise<readonly { readonly url: string; readonly sentChunks: number }[]> {
  const { uploadBundle } = await import('#bundles/upload-bundle.ts')
  const signal = stopSignal(terminal)
  const nodes = []
  for (const url of urls) {
    const line = createProgressLine(terminal, `${url} has`)
    try {
      const sentChunks = await uploadBundle({ bundle, url, signal, onProgress: line.show })
      nodes.push({ url, sentChunks })
    } finally {
      line.end()
    }
  }
  return nodes
}

function addFetch({ terminal }: CommandHome, bundle: Command): void {
  addTransferOptions(bundle.command('fetch'))
    .description('fetch a bundle from nodes, check every byte, and unpack it')
    .argument('<root>', 'of the bundle, as its proposal has it', parseRoot)
    .argument('<folder>', 'empty, or not there yet')
    .action(async (root: Hex, folder: string, options: TransferOptions) => {
      const urls = chooseUrls(terminal, options)
      const { fetchToFolder } = await import('../bundle/fetch-to-folder.ts')
      const target = path.resolve(terminal.folder, folder)
      const signal = stopSignal(terminal)
      const line = createProgressLine(terminal, 'fetched')
      const { files } = await fetchToFolder({
        root,
        urls,
        target,
        signal,
        onProgress: line.show,
      }).finally(line.end)
      if (options.json) return printJson(terminal, { root, folder: target, files: files.length })
      terminal.write(`${count(files.length, 'file')} in ${target}\n`)
      terminal.note(
        'Every byte is the one that the root names. `boule bundle check` looks further.',
      )
    })
}

function parseRoot(text: string): Hex {
  try {
    return `0x${parseHashOption(text).toLowerCase()}`
  } catch {
    throw new InvalidArgumentError('write 0x and 64 hex digits.')
  }
}
