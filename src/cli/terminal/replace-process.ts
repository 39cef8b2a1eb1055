import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import process from 'node:process'
import type { Terminal } from './terminal.ts'

/**
 * Puts another program in the place of this process: same process id, terminal and files, so that whoever started this one and sends it
 * signals notices nothing. Where the system cannot do that (Windows), it runs as a child, gets the signals, and ends this process.
 */
export const replaceProcess: Terminal['replaceBy'] = async ({ program, environment }, args) => {
  const environmentOfNext = { ...process.env, ...environment }
  const command = [...process.execArgv, program, ...args]
  if (process.execve !== undefined && process.platform !== 'win32') {
    process.removeAllListeners('warning')
    process.execve(process.execPath, [process.execPath, ...command], environmentOfNext)
  }
  const child = spawn(process.execPath, command, { stdio: 'inherit', env: environmentOfNext })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void child.kill(signal))
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : (constants.signals[signal] ?? 0))),
    )
  })
}
