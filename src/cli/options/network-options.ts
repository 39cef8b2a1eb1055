import type { Command } from 'commander'
import { parseRpcOption } from './parse-options.ts'

export const DEFAULT_RPC = 'http://127.0.0.1:8545'

export interface JsonOption {
  readonly json?: true
}

export interface NetworkOptions extends JsonOption {
  readonly rpc?: string
}

export interface SenderOptions extends NetworkOptions {
  readonly from?: string
  readonly passwordFile?: string
}

export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print JSON on standard output')
}

/** `--rpc` and `--json`: for commands that ask a node. */
export function addNetworkOptions(command: Command): Command {
  return addJsonOption(
    command.option(
      '--rpc <url>',
      `address of the node (default: $BOULE_RPC, or ${DEFAULT_RPC})`,
      parseRpcOption,
    ),
  )
}

/** `--from` and what belongs to it: for commands that send a transaction. */
export function addSenderOptions(command: Command): Command {
  return addNetworkOptions(
    command
      .option(
        '--from <account>',
        'who signs: the name or address of a stored account; on a devnet also dev:0 … dev:9',
      )
      .option(
        '--password-file <file>',
        'file with the account’s password (default: $BOULE_PASSWORD_FILE)',
      ),
  )
}
