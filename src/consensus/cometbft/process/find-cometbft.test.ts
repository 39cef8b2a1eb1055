import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CometbftError } from '../cometbft-error.ts'
import { findCometbft, type FindOptions, hashProgram } from './find-cometbft.ts'
import { temporaryDirectory, writeBinary, writePinnedBinary } from './process.fixture.ts'

function makeFolders(): {
  readonly toolsDir: string
  readonly onPath: string
  readonly env: NodeJS.ProcessEnv
} {
  const dir = temporaryDirectory()
  const [toolsDir, onPath] = [join(dir, 'tools'), join(dir, 'bin')]
  mkdirSync(toolsDir)
  mkdirSync(onPath)
  return { toolsDir, onPath, env: { PATH: `relative:${join(dir, 'none')}:${onPath}` } }
}

function problemOf(options: FindOptions): CometbftError {
  try {
    findCometbft(options)
  } catch (error) {
    return error as CometbftError
  }
  throw new Error('one was found')
}

describe('finding CometBFT', () => {
  it('takes the one in the tools folder, with the hash of the file', () => {
    const { toolsDir, onPath, env } = makeFolders()
    const path = join(toolsDir, 'cometbft')
    writePinnedBinary(path)
    writePinnedBinary(join(onPath, 'cometbft'))
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(findCometbft({ toolsDir, env })).toEqual({ path, version: 'v0.40.0' })
    expect(hashProgram(path)).toBe(sha256)
  })

  it('goes on to PATH when the tools folder has none, or another release', () => {
    const { toolsDir, onPath, env } = makeFolders()
    writePinnedBinary(join(onPath, 'cometbft'))
    expect(findCometbft({ toolsDir, env }).path).toBe(join(onPath, 'cometbft'))
    writeBinary(join(toolsDir, 'cometbft'), 'v0.39.4', 'h1:x=')
    expect(findCometbft({ toolsDir, env }).path).toBe(join(onPath, 'cometbft'))
  })

  it('passes over files that cannot be run, and folders', () => {
    const { toolsDir, onPath, env } = makeFolders()
    mkdirSync(join(toolsDir, 'cometbft'))
    writePinnedBinary(join(onPath, 'cometbft'))
    chmodSync(join(onPath, 'cometbft'), 0o644)
    expect(problemOf({ toolsDir, env }).message).toBe(
      'no CometBFT 0.40.0 found: run `boule cometbft install` (needs Go 1.25 or newer), or give its path with --cometbft',
    )
  })

  it.each([
    ['another release', 'v0.39.4', 'h1:x=', 'is CometBFT v0.39.4, but'],
    [
      'other sources under the same version',
      'v0.40.0',
      'h1:x=',
      'is v0.40.0 from other sources, but',
    ],
    ['a build in a folder of its sources', '(devel)', undefined, 'is CometBFT (devel), but'],
  ])('refuses %s', (_name, version, checksum, words) => {
    const { toolsDir, env } = makeFolders()
    writeBinary(join(toolsDir, 'cometbft'), version, checksum)
    const problem = problemOf({ toolsDir, env })
    expect(problem.code).toBe('wrong-version')
    expect(problem.message).toContain(words)
    expect(problem.message).not.toContain('\n')
    expect(findCometbft({ toolsDir, env, allowOtherVersion: true }).version).toBe(version)
  })

  it('looks only at the file that is named', () => {
    const { toolsDir, onPath, env } = makeFolders()
    writePinnedBinary(join(toolsDir, 'cometbft'))
    const path = join(onPath, 'mine')
    expect(problemOf({ path, toolsDir, env })).toMatchObject({
      code: 'missing-binary',
      message: `${path} is not a program that can be run`,
    })
    writeFileSync(path, '#!/bin/sh\n', { mode: 0o755 })
    expect(problemOf({ path, toolsDir, env }).message).toContain(`${path} is not CometBFT, but`)
    expect(findCometbft({ path, toolsDir, env, allowOtherVersion: true }).version).toBe('unknown')
  })

  it('does not take a program that merely contains CometBFT’s module', () => {
    const { toolsDir, env } = makeFolders()
    const path = join(toolsDir, 'cometbft')
    writeFileSync(
      path,
      'path\texample.org/chain\ndep\tgithub.com/cometbft/cometbft\tv0.40.0\th1:0=\n',
      {
        mode: 0o755,
      },
    )
    expect(problemOf({ toolsDir, env }).message).toContain('is not CometBFT')
  })
})
