import { join } from 'node:path'
import type { CometbftError } from '../cometbft-error.ts'
import { writeCometbftHome, type CometbftHome } from './cometbft-home.ts'
import type { HomeOptions } from './home-options.ts'
import { temporaryDirectory } from './process.fixture.ts'

/** Options of a home folder in a directory that is removed when the test ends. */
export function homeOptions(overrides: Partial<HomeOptions> = {}): HomeOptions {
  const root = temporaryDirectory()
  return {
    dir: join(root, 'home'),
    chainId: 4690,
    genesisTimeMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
    blockIntervalMs: 1_000,
    evidence: { maxAgeBlocks: 10_000, maxAgeMs: 86_400_000 },
    socketPath: join(root, 'abci.sock'),
    p2p: { port: 26_656 },
    locksDir: join(root, 'locks'),
    ...overrides,
  }
}

/** Writes the folder as a node does that starts and ends. */
export function writeAndRelease(options: HomeOptions): CometbftHome {
  const home = writeCometbftHome(options)
  home.release()
  return home
}

export function homeProblem(options: HomeOptions): CometbftError {
  try {
    writeAndRelease(options)
  } catch (error) {
    return error as CometbftError
  }
  throw new Error('the home folder was written')
}
