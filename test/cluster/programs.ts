import { rmSync } from 'node:fs'
import path from 'node:path'
import { toolsFolder } from '#cli/node/shared-folders.ts'
import { findCometbft } from '#consensus/cometbft/process/find-cometbft.ts'
import { bundle } from '../crash/bundle-node.ts'

/** What the processes of a cluster run. */
export interface ClusterPrograms {
  readonly cometbft: string
  /** The command `boule`, bundled: dozens of processes are started, and each would else read types for a second. */
  readonly boule: string
  /** See `solo-node.ts`. */
  readonly soloNode: string
  /** See `../adversary/faulty-node.ts`. */
  readonly faultyNode: string
}

/** Throws `CometbftError` when there is no CometBFT. */
export async function preparePrograms(): Promise<ClusterPrograms> {
  const { path: cometbft } = findCometbft({ toolsDir: toolsFolder(), env: process.env })
  const entries = {
    boule: path.join('src', 'cli', 'main.ts'),
    'solo-node': path.join('test', 'cluster', 'solo-node.ts'),
    'faulty-node': path.join('test', 'adversary', 'faulty-node.ts'),
  }
  // Of this run only: what is running must not be replaced by another one.
  const folder = await bundle(entries, path.join('cluster', String(process.pid)))
  return {
    cometbft,
    boule: path.join(folder, 'boule.js'),
    soloNode: path.join(folder, 'solo-node.js'),
    faultyNode: path.join(folder, 'faulty-node.js'),
  }
}

/** They are of no use after the run. */
export function removePrograms({ boule }: ClusterPrograms): void {
  rmSync(path.dirname(boule), { recursive: true, force: true })
}
