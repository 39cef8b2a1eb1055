import type { BouleClient } from '#sdk/create-boule-client.ts'
import { CliError } from '../cli-error.ts'
import { DEFAULT_RPC, type NetworkOptions } from '../options/network-options.ts'
import { parseRpcOption } from '../options/parse-options.ts'
import type { Terminal } from '../terminal/terminal.ts'

/** A node that answers, and which network it is on. */
export interface Network {
  readonly url: string
  readonly chainId: number
  readonly client: BouleClient
}

/** Connects to the node of `--rpc`, `$BOULE_RPC` or this machine. Throws `CliError` when there is none. */
export async function openNetwork(terminal: Terminal, options: NetworkOptions): Promise<Network> {
  const url = options.rpc ?? rpcOfEnvironment(terminal) ?? DEFAULT_RPC
  const { closeBouleClient, createBouleClient } = await import('#sdk/create-boule-client.ts')
  const client = createBouleClient({ url })
  terminal.atEnd(() => closeBouleClient(client))
  const chainId = await askChainId(client, url)
  return { url, chainId, client }
}

function rpcOfEnvironment(terminal: Terminal): string | undefined {
  const url = terminal.environment['BOULE_RPC']
  if (url === undefined || url === '') return undefined
  try {
    return parseRpcOption(url)
  } catch {
    throw new CliError(`$BOULE_RPC is "${url}"; write an address such as ${DEFAULT_RPC}`, 2)
  }
}

async function askChainId(client: BouleClient, url: string): Promise<number> {
  let chainId: number
  try {
    chainId = await client.getChainId()
  } catch (error) {
    const { status } = statusOf(error)
    if (status !== undefined) {
      throw new CliError(`${url} answers with HTTP status ${status}; is it the address of a node?`)
    }
    throw new CliError(
      `no node answers at ${url}; start one with \`boule dev\`, or name another with --rpc URL`,
    )
  }
  try {
    await client.getStatus()
  } catch (error) {
    throw new CliError(
      `${url} is a node of chain ${chainId}, but not of Boule: it does not know boule_status`,
      1,
      { cause: error },
    )
  }
  return chainId
}

function statusOf(error: unknown): { readonly status?: number } {
  let at: unknown = error
  while (typeof at === 'object' && at !== null) {
    const { status, cause } = at as { readonly status?: unknown; readonly cause?: unknown }
    if (typeof status === 'number') return { status }
    at = cause
  }
  return {}
}
