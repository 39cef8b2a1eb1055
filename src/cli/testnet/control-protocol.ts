import path from 'node:path'
import { CliError } from '../cli-error.ts'
import type { TestnetView } from './testnet-view.ts'

// One request and one answer on each connection, both a line of JSON.

export const CONTROL_ACTIONS = ['kill', 'pause', 'partition', 'heal'] as const
export type ControlAction = (typeof CONTROL_ACTIONS)[number]

export type ControlRequest =
  | { readonly command: 'status' }
  | { readonly command: ControlAction; readonly nodes: readonly string[] }

export type ControlAnswer =
  | { readonly ok: true; readonly view: TestnetView }
  | { readonly ok: false; readonly problem: string }

/** Longest line of a request. */
export const MAX_REQUEST_BYTES = 65_536
/** Longest path of a unix socket that every system takes. */
const MAX_PATH_BYTES = 103

/** The socket of the testnet in a folder. Throws `CliError` when the system could not open it. */
export function controlSocketPath(dir: string): string {
  const file = path.join(dir, 'control.sock')
  const bytes = Buffer.byteLength(file)
  if (bytes <= MAX_PATH_BYTES) return file
  throw new CliError(
    `${file} has ${bytes} bytes, and a socket's path may have ${MAX_PATH_BYTES}: name a shorter folder with --data`,
  )
}

/** A request, or undefined when the text is none. */
export function parseControlRequest(text: string): ControlRequest | undefined {
  let request: { readonly command?: unknown; readonly nodes?: unknown } | null
  try {
    request = JSON.parse(text) as typeof request
  } catch {
    return undefined
  }
  if (request?.command === 'status') return { command: 'status' }
  const command = CONTROL_ACTIONS.find((action) => action === request?.command)
  const nodes = request?.nodes
  if (command === undefined || !Array.isArray(nodes) || nodes.length === 0) return undefined
  if (!nodes.every((node): node is string => typeof node === 'string')) return undefined
  return { command, nodes }
}
