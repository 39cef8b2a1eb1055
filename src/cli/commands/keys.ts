import path from 'node:path'
import { openSession, printReports } from '../network/session.ts'
import {
  addJsonOption,
  addSenderOptions,
  type JsonOption,
  type SenderOptions,
} from '../options/network-options.ts'
import { formatFacts, printJson } from '../print.ts'
import type { CommandHome } from '../program.ts'

/** `boule keys new|show|set`: the keys with which a delegate's node signs blocks and reveals. */
export function addKeysCommands({ program, terminal }: CommandHome): void {
  const keys = program.command('keys').description('keys with which a delegate’s node signs')
  addJsonOption(keys.command('new'))
    .description('make new keys and write them to a file')
    .argument('<file>', 'a file that does not exist yet')
    .action(async (file: string, options: JsonOption) => {
      const { createDelegateKeys, writeDelegateKeys } = await import('../keys/key-file.ts')
      const made = createDelegateKeys()
      const target = path.resolve(terminal.folder, file)
      writeDelegateKeys(target, made)
      printPublicKeys(target, made, options)
      terminal.note(`Written to ${target}. Who has this file can sign in the delegate’s name.`)
    })
  addJsonOption(keys.command('show'))
    .description('the public halves of the keys in a file')
    .argument('<file>')
    .action(async (file: string, options: JsonOption) => {
      const { readDelegateKeys } = await import('../keys/key-file.ts')
      const source = path.resolve(terminal.folder, file)
      printPublicKeys(source, readDelegateKeys(source), options)
    })
  addSenderOptions(keys.command('set'))
    .description('set the keys of a file for a delegate, with proofs')
    .argument('<delegate>', 'name of the delegate')
    .argument('<file>')
    .action(async (delegate: string, file: string, options: SenderOptions) => {
      const [{ readDelegateKeys }, { setDelegateKeys }] = await Promise.all([
        import('../keys/key-file.ts'),
        import('../keys/set-delegate-keys.ts'),
      ])
      const found = readDelegateKeys(path.resolve(terminal.folder, file))
      const session = await openSession(terminal, options)
      printReports(session, await setDelegateKeys(session, delegate, found))
    })

  function printPublicKeys(
    file: string,
    found: {
      readonly consensus: { readonly publicKey: string }
      readonly bls: { readonly publicKey: string }
    },
    options: JsonOption,
  ): void {
    const facts = { consensusKey: found.consensus.publicKey, blsKey: found.bls.publicKey }
    if (options.json) return printJson(terminal, { file, ...facts })
    terminal.write(
      formatFacts([
        ['consensus key', facts.consensusKey],
        ['BLS key', facts.blsKey],
      ]),
    )
  }
}
