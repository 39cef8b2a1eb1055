import fs from 'node:fs'
import { sep } from 'node:path'
import { type Disk, nodeDisk } from '#state/disk.ts'

/**
 * The disk of a node: calls for the block log are done when they return, all others run beside the rest of the node.
 *
 * Between the execution of a block and its commit the state is neither that of the last block nor for sure that of the next
 * one, and nobody may look at it. As long as the block is being written nothing else of the node runs (0.6 ms on a solid-state
 * disk). Snapshots are large and take their time in the background.
 */
export function createChainDisk(logDir: string): Disk {
  const logFiles = new Set<number>()
  const isLog = (path: string): boolean => path === logDir || path.startsWith(logDir + sep)
  return {
    open: async (path) => {
      if (!isLog(path)) return nodeDisk.open(path)
      const file = fs.openSync(path, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o644)
      logFiles.add(file)
      return file
    },
    write: async (file, bytes, position) => {
      if (!logFiles.has(file)) return nodeDisk.write(file, bytes, position)
      let written = 0
      while (written < bytes.length) {
        written += fs.writeSync(file, bytes, written, bytes.length - written, position + written)
      }
    },
    sync: async (file) => (logFiles.has(file) ? fs.fdatasyncSync(file) : nodeDisk.sync(file)),
    truncate: async (file, length) =>
      logFiles.has(file) ? fs.ftruncateSync(file, length) : nodeDisk.truncate(file, length),
    close: async (file) => (logFiles.delete(file) ? fs.closeSync(file) : nodeDisk.close(file)),
    rename: async (from, to) => (isLog(from) ? fs.renameSync(from, to) : nodeDisk.rename(from, to)),
    remove: async (path) =>
      isLog(path) ? fs.rmSync(path, { force: true }) : nodeDisk.remove(path),
    syncDirectory: async (path) =>
      isLog(path) ? syncDirectory(path) : nodeDisk.syncDirectory(path),
  }
}

function syncDirectory(path: string): void {
  const file = fs.openSync(path, 'r')
  try {
    fs.fsyncSync(file)
  } finally {
    fs.closeSync(file)
  }
}
