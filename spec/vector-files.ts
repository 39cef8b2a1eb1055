import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** The folder of all vectors, `real/` included. */
export const VECTOR_FOLDER = new URL('./vectors/', import.meta.url)

/** The parsed content of a vector file. `name` is relative to `spec/vectors`. */
export function readVectors<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(name, VECTOR_FOLDER), 'utf8')) as Content
}

/**
 * Prints how many cases of a vector file were really compared, and fails below the number that it
 * is known to hold.
 */
export function expectExecuted(name: string, executed: number, floor: number): void {
  console.log(`vectors ${name}: ${executed} cases executed`)
  expect(executed, `cases executed of ${name}`).toBeGreaterThanOrEqual(floor)
}
