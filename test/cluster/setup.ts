import type { TestProject } from 'vitest/node'
import { CometbftError } from '#consensus/cometbft/cometbft-error.ts'
import { type ClusterPrograms, preparePrograms, removePrograms } from './programs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** `null` where CometBFT is missing. */
    readonly clusterPrograms: ClusterPrograms | null
  }
}

/** Runs once before the cluster tests. Where CometBFT is missing they are skipped, but not in CI. */
export async function setup(project: TestProject): Promise<() => void> {
  const programs = await prepareUnlessMissing()
  project.provide('clusterPrograms', programs)
  return () => {
    if (programs !== null) removePrograms(programs)
  }
}

async function prepareUnlessMissing(): Promise<ClusterPrograms | null> {
  try {
    return await preparePrograms()
  } catch (error) {
    if (!(error instanceof CometbftError)) throw error
    if (isCi()) throw new Error(`the cluster tests cannot run: ${error.message}`, { cause: error })
    process.stderr.write(`\nCluster tests are skipped: ${error.message}\n\n`)
    return null
  }
}

function isCi(): boolean {
  const { CI } = process.env
  return CI !== undefined && CI !== ''
}
