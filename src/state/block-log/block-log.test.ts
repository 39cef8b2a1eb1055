import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeRecord, encodeRecord } from '#base/codec.ts'
import { createFaultyDisk } from '../faulty-disk.fixture.ts'
import type { StorageError } from '../storage-error.ts'
import { temporaryDirectory } from '../temporary-directory.fixture.ts'
import { createToy, TOY_IDENTITY } from '../toy-chain.fixture.ts'
import { type BlockLog, type BlockLogOptions, openBlockLog } from './block-log.ts'
import { type StoredBlock, storedBlockCodec } from './stored-block.ts'

function toyBlocks(count: number): StoredBlock[] {
  const toy = createToy()
  toy.genesis()
  return Array.from({ length: count }, (_, i) => toy.next(i + 1))
}

const blocks = toyBlocks(40)
const { genesisHash } = TOY_IDENTITY

interface Opened {
  readonly log: BlockLog
  readonly notices: string[]
}

async function open(dir: string, options: Partial<BlockLogOptions> = {}): Promise<Opened> {
  const notices: string[] = []
  const log = await openBlockLog(dir, {
    genesisHash,
    notice: (text) => notices.push(text),
    ...options,
  })
  return { log, notices }
}

async function fill(
  dir: string,
  count: number,
  options: Partial<BlockLogOptions> = {},
): Promise<void> {
  const { log } = await open(dir, options)
  for (const block of blocks.slice(0, count)) await log.append(block)
  await log.close()
}

function files(dir: string, ending = '.blocks'): string[] {
  return fs
    .readdirSync(dir)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(dir, name))
}

async function problemOf(promise: Promise<unknown>): Promise<StorageError> {
  return promise.then(
    () => {
      throw new Error('it succeeded')
    },
    (error: StorageError) => error,
  )
}

/** Where frames begin, found by their marker: good enough for toy blocks, and independent of the code under test. */
function frameOffsets(bytes: Buffer): number[] {
  const offsets: number[] = []
  for (let at = bytes.indexOf('BLCK'); at >= 0; at = bytes.indexOf('BLCK', at + 1)) offsets.push(at)
  return offsets
}

describe('a stored block', () => {
  it('is read as it was written', () => {
    for (const block of blocks) {
      expect(decodeRecord(storedBlockCodec, encodeRecord(storedBlockCodec, block))).toEqual(block)
    }
  })

  it('names validators in upper-case hex only', () => {
    const [block] = blocks as [StoredBlock]
    const request = { ...block.request, proposerAddress: 'ab'.repeat(20) }
    expect(() => encodeRecord(storedBlockCodec, { ...block, request })).toThrow('upper-case hex')
  })
})

describe('the block log', () => {
  it('gives back what was appended, before and after it is opened again', async () => {
    const dir = temporaryDirectory()
    const { log } = await open(dir)
    expect([log.firstHeight, log.tip, log.read(1)]).toEqual([0, 0, undefined])
    for (const block of blocks) await log.append(block)
    const check = (one: BlockLog): void => {
      expect([one.firstHeight, one.tip]).toEqual([1, 40])
      expect(one.read(17)).toEqual(blocks[16])
      expect(one.read(0)).toBeUndefined()
      expect(one.read(41)).toBeUndefined()
      expect([...one.iterate(1)]).toEqual(blocks)
      expect([...one.iterate(38)]).toEqual(blocks.slice(37))
    }
    check(log)
    await log.close()
    const again = await open(dir)
    check(again.log)
    expect(again.notices).toEqual([])
    await again.log.close()
  })

  it('spreads over segments and reads across them, with and without their indexes', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 40, { segmentBytes: 4000 })
    expect(files(dir).length).toBeGreaterThan(4)
    expect(files(dir, '.index').length).toBe(files(dir).length - 1)
    for (const damage of [
      () => {},
      (path: string) => fs.rmSync(path),
      (path: string) => fs.writeFileSync(path, 'no index'),
      (path: string) => fs.truncateSync(path, 40),
    ]) {
      for (const path of files(dir, '.index')) damage(path)
      const { log } = await open(dir, { segmentBytes: 4000 })
      expect([...log.iterate(1)]).toEqual(blocks)
      expect(log.read(3)).toEqual(blocks[2])
      await log.close()
    }
  })

  it('scans a segment when its index is wrong inside, and does not believe it', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 40, { segmentBytes: 4000 })
    const [index] = files(dir, '.index') as [string]
    const bytes = fs.readFileSync(index)
    bytes[31] = (bytes[31] as number) ^ 255
    fs.writeFileSync(index, bytes)
    const { log } = await open(dir)
    expect(log.read(1)).toEqual(blocks[0])
    await log.close()
  })

  it('begins at any height but goes on without gaps', async () => {
    const dir = temporaryDirectory()
    const { log } = await open(dir)
    for (const block of blocks.slice(9, 12)) await log.append(block)
    expect([log.firstHeight, log.tip, log.read(9)]).toEqual([10, 12, undefined])
    expect(log.read(10)).toEqual(blocks[9])
    expect(() => log.append(blocks[20] as StoredBlock)).toThrow('does not follow')
    await log.close()
  })

  it('takes the next block while the one before is still being written', async () => {
    const dir = temporaryDirectory()
    const { log } = await open(dir, { segmentBytes: 3000 })
    const done: number[] = []
    await Promise.all(
      blocks.map((block) => log.append(block).then(() => done.push(block.request.height))),
    )
    expect(done).toEqual(blocks.map((block) => block.request.height))
    expect([...log.iterate(1)]).toEqual(blocks)
    await log.close()
  })

  it('syncs each block before it confirms it', async () => {
    const dir = temporaryDirectory()
    const disk = createFaultyDisk()
    const { log } = await open(dir, { disk })
    await log.append(blocks[0] as StoredBlock)
    const before = disk.calls.length
    await log.append(blocks[1] as StoredBlock)
    expect(disk.calls.slice(before)).toEqual(['write', 'sync'])
    await log.close()
  })
})

describe('a torn tail', () => {
  it('is cut off whichever byte of the last record the file ends at', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 12)
    const [path] = files(dir) as [string]
    const whole = fs.readFileSync(path)
    const start = frameOffsets(whole).at(-1) as number
    let cuts = 0
    for (let length = start; length < whole.length; length++) {
      fs.writeFileSync(path, whole.subarray(0, length))
      const { log, notices } = await open(dir)
      expect(log.tip).toBe(11)
      expect(notices.length).toBe(length === start ? 0 : 1)
      expect(fs.statSync(path).size).toBe(start)
      cuts++
      if (length % 100 === 0) {
        await log.append(blocks[11] as StoredBlock)
        expect(log.read(12)).toEqual(blocks[11])
      }
      await log.close()
    }
    expect(cuts).toBeGreaterThan(300)
  })

  it.each([
    ['zeros', (bytes: Buffer, start: number) => bytes.fill(0, start)],
    ['zeros behind half of it', (bytes: Buffer, start: number) => bytes.fill(0, start + 100)],
    ['noise', (bytes: Buffer, start: number) => bytes.fill('noise', start)],
  ])('of %s is cut off, with height, offset and file in the notice', async (_name, tear) => {
    const dir = temporaryDirectory()
    await fill(dir, 12)
    const [path] = files(dir) as [string]
    const bytes = fs.readFileSync(path)
    const start = frameOffsets(bytes).at(-1) as number
    tear(bytes, start)
    fs.writeFileSync(path, bytes)
    const { log, notices } = await open(dir)
    expect(log.tip).toBe(11)
    expect(notices[0]).toContain(
      `${path}: cut off ${bytes.length - start} bytes at offset ${start}`,
    )
    expect(notices[0]).toContain('height 12')
    await log.close()
  })

  it('cannot be forged by a transaction that carries a record', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 3)
    const [path] = files(dir) as [string]
    const bytes = fs.readFileSync(path)
    const [first = 0, second = 0] = frameOffsets(bytes)
    // A whole record of another log, inside of a block's transaction; then the write of that block is torn.
    const dir2 = temporaryDirectory()
    const { log } = await open(dir2)
    const [block] = blocks as [StoredBlock]
    const request = {
      ...block.request,
      txs: [new Uint8Array(bytes.subarray(first, second)), new Uint8Array(50)],
    }
    await log.append({ ...block, request })
    await log.close()
    const [path2] = files(dir2) as [string]
    fs.truncateSync(path2, fs.statSync(path2).size - 10)
    const again = await open(dir2)
    expect(again.log.tip).toBe(0)
    expect(again.notices.length).toBe(1)
    await again.log.close()
  })

  it('of a segment that was only begun is removed', async () => {
    for (const length of [0, 1, 63]) {
      const dir = temporaryDirectory()
      await fill(dir, 40, { segmentBytes: 4000 })
      const last = files(dir).at(-1) as string
      fs.truncateSync(last, length)
      const { log, notices } = await open(dir)
      expect(notices[0]).toContain('its creation was interrupted')
      expect(log.tip).toBeLessThan(40)
      for (const block of blocks.slice(log.tip)) await log.append(block)
      expect([...log.iterate(1)]).toEqual(blocks)
      await log.close()
    }
  })
})

describe('damage', () => {
  it('of any byte before the last record is an error that names file, offset and height', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 4)
    const [path] = files(dir) as [string]
    const whole = fs.readFileSync(path)
    const offsets = frameOffsets(whole)
    const last = offsets.at(-1) as number
    let damaged = 0
    for (let at = 0; at < last; at++) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8))
      fs.writeFileSync(path, bytes)
      const error = await problemOf(open(dir))
      expect(['damaged', 'unknown-format', 'foreign']).toContain(error.code)
      expect(error.message).toContain(path)
      expect(error.message).not.toContain('\n')
      const frame = offsets.findLastIndex((offset) => offset <= at)
      if (frame >= 0) {
        expect(error.message).toContain(`at offset ${offsets[frame]}, block of height ${frame + 1}`)
      }
      damaged++
    }
    expect(damaged).toBeGreaterThan(1000)
  })

  it('in a finished segment with an index is found when the block is read', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 40, { segmentBytes: 4000 })
    const [path] = files(dir) as [string]
    const bytes = fs.readFileSync(path)
    const [, second = 0] = frameOffsets(bytes)
    bytes[second + 80] = (bytes[second + 80] as number) ^ 4
    fs.writeFileSync(path, bytes)
    const { log } = await open(dir)
    expect(log.read(1)).toEqual(blocks[0])
    expect(() => log.read(2)).toThrow(`${path} is damaged at offset ${second}, block of height 2`)
    expect(() => [...log.iterate(1)]).toThrow('block of height 2')
    await log.close()
  })

  it.each([
    ['a segment is gone', (paths: string[]) => fs.rmSync(paths[1] as string), 'blocks-missing'],
    [
      'a finished segment is shorter',
      (paths: string[]) => fs.truncateSync(paths[0] as string, 2000),
      'damaged',
    ],
    [
      'a copied segment stands behind the last',
      (paths: string[]) =>
        fs.copyFileSync(
          paths.at(-1) as string,
          join(paths[0] as string, '../0000000000000099.blocks'),
        ),
      'blocks-missing',
    ],
  ])('is an error when %s', async (_name, damage, code) => {
    const dir = temporaryDirectory()
    await fill(dir, 40, { segmentBytes: 4000 })
    damage(files(dir))
    expect((await problemOf(open(dir))).code).toBe(code)
  })

  it('is told apart from another network and another version', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 2)
    const other = await problemOf(open(dir, { genesisHash: new Uint8Array(32).fill(9) }))
    expect(other.code).toBe('foreign')
    expect(other.message).toContain('another network')
  })

  it('is not repaired when the log is opened for reading', async () => {
    const dir = temporaryDirectory()
    await fill(dir, 5)
    const [path] = files(dir) as [string]
    fs.truncateSync(path, fs.statSync(path).size - 3)
    const before = fs.readFileSync(path)
    const { log, notices } = await open(dir, { readOnly: true })
    expect([log.tip, notices.length]).toEqual([4, 1])
    expect(fs.readFileSync(path).equals(before)).toBe(true)
    await log.close()
  })
})

describe('a failing disk', () => {
  it.each([
    ['write', 'ENOSPC', 'disk-full', 'the disk is full'],
    ['sync', 'ENOSPC', 'disk-full', 'the disk is full'],
    ['write', 'EDQUOT', 'disk-full', 'the disk is full'],
    ['write', 'EIO', 'disk-failed', 'EIO'],
    ['sync', 'EIO', 'disk-failed', 'EIO'],
    ['open', 'EACCES', 'disk-failed', 'EACCES'],
    ['syncDirectory', 'EIO', 'disk-failed', 'EIO'],
  ] as const)(
    'at %s with %s: one line, nothing more confirmed, nothing confirmed lost',
    async (call, errno, code, text) => {
      let failures = 0
      for (let after = 0; after < 25; after++) {
        const dir = temporaryDirectory()
        const disk = createFaultyDisk()
        const { log } = await open(dir, { disk, segmentBytes: 3000 })
        disk.failAfter(call, after, errno)
        const confirmed: number[] = []
        const refused: StorageError[] = []
        for (const block of blocks.slice(0, 12)) {
          await log.append(block).then(
            () => confirmed.push(block.request.height),
            (error: StorageError) => refused.push(error),
          )
        }
        await log.close()
        const [first, ...later] = refused
        if (first !== undefined) {
          failures++
          expect(first.code).toBe(code)
          expect(first.message).toContain(text)
          expect(first.message).not.toContain('\n')
          for (const error of later) expect(error.code).toBe('stopped')
        }
        expect(confirmed.length + refused.length).toBe(12)
        const again = await open(dir)
        // The one that was being written may be there; the confirmed ones must.
        expect([confirmed.length, confirmed.length + 1]).toContain(again.log.tip)
        expect([...again.log.iterate(1)]).toEqual(blocks.slice(0, again.log.tip))
        await again.log.close()
      }
      expect(failures).toBeGreaterThan(2)
    },
  )

  it('is a plain line on a file system that is really full', async () => {
    const dir = temporaryDirectory()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir], { stdio: 'ignore' })
    } catch {
      console.warn('skipped: this machine does not let the test mount a small file system')
      return
    }
    try {
      const { log } = await open(join(dir, 'blocks'))
      const confirmed: number[] = []
      const failures: StorageError[] = []
      const [block] = blocks as [StoredBlock]
      for (let height = 1; failures.length === 0; height++) {
        const request = { ...block.request, height }
        await log.append({ ...block, request }).then(
          () => confirmed.push(height),
          (error: StorageError) => failures.push(error),
        )
      }
      await log.close()
      expect(failures[0]?.code).toBe('disk-full')
      expect(confirmed.length).toBeGreaterThan(10)
      const again = await open(join(dir, 'blocks'), { readOnly: true })
      expect(again.log.tip).toBe(confirmed.length)
      await again.log.close()
    } finally {
      execFileSync('umount', [dir])
    }
  })
})
