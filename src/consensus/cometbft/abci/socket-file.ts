import { lstatSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { CometbftError } from '../cometbft-error.ts'

/** The kernel's limit is 108 with the zero at the end. */
const MAX_PATH_BYTES = 107

/**
 * Makes the path of a socket free: one that a process has left behind is removed. Throws `CometbftError` when the path is too long
 * (`bad-config`), is no socket, or somebody listens there (`port`).
 */
export async function freeSocketPath(path: string): Promise<void> {
  const length = Buffer.byteLength(path)
  if (length > MAX_PATH_BYTES) {
    throw new CometbftError(
      'bad-config',
      `the path of the socket has ${length} bytes, and ${MAX_PATH_BYTES} are possible: choose a shorter folder than ${path}`,
    )
  }
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return
  if (!found.isSocket()) {
    throw new CometbftError('port', `${path} is no socket: move it away`)
  }
  if (await isListening(path)) {
    throw new CometbftError('port', `another node listens on ${path}: stop it first`)
  }
  rmSync(path)
}

function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path)
    const answer = (isLive: boolean): void => {
      socket.destroy()
      resolve(isLive)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
