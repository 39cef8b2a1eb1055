import fs from 'node:fs'
import path from 'node:path'
import { SimFailure, type SimOptions } from './simulate.ts'

const FOLDER = path.join(import.meta.dirname, 'failing-seeds')

/** A run that failed once. It is kept when the fault is mended, and replayed by the test. */
export interface FailingSeed {
  readonly file: string
  readonly options: SimOptions
  /** What was wrong. */
  readonly problem: string
}

export function readFailingSeeds(folder = FOLDER): readonly FailingSeed[] {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.sort().map((file) => {
    const content: unknown = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'))
    const { problem, ...options } = content as SimOptions & { readonly problem: string }
    return { file, options, problem }
  })
}

/** Runs a simulation; when it fails, keeps its seed as a file, so that the failure is there before it is mended. */
export function keepWhenFailing<T>(
  options: SimOptions,
  run: (options: SimOptions) => T,
  folder = FOLDER,
): T {
  try {
    return run(options)
  } catch (error) {
    if (!(error instanceof SimFailure)) throw error
    const { seed, blocks, operationsPerBlock } = options
    const file = path.join(folder, `seed-${seed}-${blocks}x${operationsPerBlock}.json`)
    const content = { seed, blocks, operationsPerBlock, problem: error.message }
    fs.writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`)
    throw error
  }
}
