import fs from 'node:fs'
import { dirname } from 'node:path'

/**
 * What the stores ask of a disk when they write. A port, so that tests can put a full or failing disk in its place.
 * Every function reports failure with the error of the operating system.
 */
export interface Disk {
  /** Opens for reading and writing; creates the file when it is not there. */
  open(path: string): Promise<number>
  /** Writes all of `bytes` at `position`. */
  write(file: number, bytes: Uint8Array, position: number): Promise<void>
  /** Resolves when everything written to the file is on the medium. */
  sync(file: number): Promise<void>
  truncate(file: number, length: number): Promise<void>
  close(file: number): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Removes a file; no error when it is not there. */
  remove(path: string): Promise<void>
  /** Resolves when names created, renamed or removed in the directory are on the medium. */
  syncDirectory(path: string): Promise<void>
}

function callback(resolve: () => void, reject: (error: unknown) => void) {
  return (error: unknown) => (error === null || error === undefined ? resolve() : reject(error))
}

/** The callback form is used for writes and syncs: it costs half of what the promise form does. */
export const nodeDisk: Disk = {
  open: (path) =>
    new Promise((resolve, reject) => {
      const flags = fs.constants.O_RDWR | fs.constants.O_CREAT
      fs.open(path, flags, 0o644, (error, file) => (error === null ? resolve(file) : reject(error)))
    }),
  write: (file, bytes, position) =>
    new Promise((resolve, reject) => {
      let written = 0
      const next = (): void => {
        fs.write(
          file,
          bytes,
          written,
          bytes.length - written,
          position + written,
          (error, count) => {
            if (error !== null) return reject(error)
            written += count
            if (written === bytes.length) return resolve()
            next()
          },
        )
      }
      next()
    }),
  sync: (file) =>
    new Promise((resolve, reject) => {
      fs.fdatasync(file, callback(resolve, reject))
    }),
  truncate: (file, length) =>
    new Promise((resolve, reject) => {
      fs.ftruncate(file, length, callback(resolve, reject))
    }),
  close: (file) =>
    new Promise((resolve, reject) => {
      fs.close(file, callback(resolve, reject))
    }),
  rename: (from, to) => fs.promises.rename(from, to),
  remove: (path) => fs.promises.rm(path, { force: true }),
  syncDirectory: async (path) => {
    const file = await fs.promises.open(path, 'r')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  },
}

/** Writes a small file so that after a crash either the old content or the new one is there, never a part. */
export async function replaceFile(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`
  const file = await disk.open(temporary)
  try {
    await disk.truncate(file, 0)
    await disk.write(file, bytes, 0)
    await disk.sync(file)
  } finally {
    await disk.close(file)
  }
  await disk.rename(temporary, path)
  await disk.syncDirectory(dirname(path))
}
