import { type Disk, nodeDisk } from './disk.ts'

export type DiskCall = 'open' | 'write' | 'sync' | 'truncate' | 'close' | 'rename' | 'syncDirectory'

export interface FaultyDisk extends Disk {
  /** Calls so far, in order. */
  readonly calls: readonly DiskCall[]
  /** From now on, the call `after` calls of this kind later fails, and all calls that follow. */
  failAfter(call: DiskCall, after: number, code: string): void
}

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected`), { code })
}

/** A disk that fails when told to. A write that fails leaves the first third of its bytes behind, as a full disk does. */
export function createFaultyDisk(): FaultyDisk {
  const calls: DiskCall[] = []
  let failing: { call: DiskCall; left: number; code: string } | undefined
  let broken: string | undefined

  const attempt = async <T>(
    call: DiskCall,
    run: () => Promise<T>,
    onFailure?: () => Promise<void>,
  ): Promise<T> => {
    calls.push(call)
    if (broken !== undefined) throw systemError(broken)
    if (failing?.call === call) {
      if (failing.left === 0) {
        broken = failing.code
        await onFailure?.()
        throw systemError(broken)
      }
      failing.left--
    }
    return run()
  }

  return {
    calls,
    failAfter: (call, after, code) => {
      failing = { call, left: after, code }
    },
    open: (path) => attempt('open', () => nodeDisk.open(path)),
    write: (file, bytes, position) =>
      attempt(
        'write',
        () => nodeDisk.write(file, bytes, position),
        () => nodeDisk.write(file, bytes.subarray(0, Math.floor(bytes.length / 3)), position),
      ),
    sync: (file) => attempt('sync', () => nodeDisk.sync(file)),
    truncate: (file, length) => attempt('truncate', () => nodeDisk.truncate(file, length)),
    // Closing and removing go on: they are how a program cleans up after the failure.
    close: (file) => nodeDisk.close(file),
    remove: (path) => nodeDisk.remove(path),
    rename: (from, to) => attempt('rename', () => nodeDisk.rename(from, to)),
    syncDirectory: (path) => attempt('syncDirectory', () => nodeDisk.syncDirectory(path)),
  }
}
