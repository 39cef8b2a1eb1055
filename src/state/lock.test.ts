import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lockDirectory } from './lock.ts'
import type { StorageError } from './storage-error.ts'
import { temporaryDirectory } from './temporary-directory.fixture.ts'

function lockProblem(dir: string): StorageError {
  try {
    lockDirectory(dir).release()
  } catch (error) {
    return error as StorageError
  }
  throw new Error('the directory was not locked')
}

/** Another process that takes the lock and keeps it. */
async function startHolder(dir: string): Promise<ReturnType<typeof spawn>> {
  const script = fileURLToPath(new URL('./lock-holder.fixture.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dir], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  expect(String(line)).toBe('locked\n')
  return child
}

describe('the lock of a data directory', () => {
  it('is refused to a second process, which is told in one line who has it', async () => {
    const dir = temporaryDirectory()
    const holder = await startHolder(dir)
    const problem = lockProblem(dir)
    expect(problem.code).toBe('locked')
    expect(problem.message).toContain(`${dir} is in use by process ${holder.pid}`)
    expect(problem.message).not.toContain('\n')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  })

  it('is free again as soon as its process is killed', async () => {
    const dir = temporaryDirectory()
    const holder = await startHolder(dir)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    // What the dead process left says nothing.
    expect(fs.readFileSync(join(dir, 'lock.pid'), 'utf8').trim()).toBe(String(holder.pid))
    const lock = lockDirectory(dir)
    expect(fs.readFileSync(join(dir, 'lock.pid'), 'utf8').trim()).toBe(String(process.pid))
    lock.release()
  })

  it('is refused to another part of the same process, and given after a release', () => {
    const dir = temporaryDirectory()
    const lock = lockDirectory(dir)
    expect(lockProblem(dir).message).toContain(`process ${process.pid}`)
    lock.release()
    lock.release()
    lockDirectory(dir).release()
    expect(fs.existsSync(join(dir, 'lock.pid'))).toBe(false)
  })

  it('says so when the directory cannot be made', () => {
    const dir = temporaryDirectory()
    fs.writeFileSync(join(dir, 'file'), '')
    expect(lockProblem(join(dir, 'file', 'data')).code).toBe('disk-failed')
  })
})
