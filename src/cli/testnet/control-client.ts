import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { CliError } from '../cli-error.ts'
import { type ControlAnswer, type ControlRequest, controlSocketPath } from './control-protocol.ts'
import type { TestnetView } from './testnet-view.ts'

/** Has the testnet that runs in a folder do something, and returns how it is then. Throws `CliError`. */
export async function askTestnet(dir: string, request: ControlRequest): Promise<TestnetView> {
  const file = controlSocketPath(dir)
  const notRunning = new CliError(
    `no testnet runs in ${dir}: start one with \`boule testnet\`, or name its folder with --data`,
  )
  if (!existsSync(file)) throw notRunning
  const socket = connect(file)
  socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`))
  const answered = await text(socket).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? notRunning : error
  })
  if (answered === '') throw new CliError('the testnet ended before it had answered')
  const answer = JSON.parse(answered) as ControlAnswer
  if (!answer.ok) throw new CliError(answer.problem)
  return answer.view
}
