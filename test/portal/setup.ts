import path from 'node:path'
import { buildPortal } from '../../scripts/build-portal.mjs'
import { PROJECT_ROOT } from '../tidy/source-files.ts'

/** Where the tests have the portal built: not `dist/`, which a build of the program empties. */
export const BUILT_PORTAL = path.join(PROJECT_ROOT, 'build', 'portal')

/** Runs once before the tests of the portal: files that start at the same time must not build it into one folder. */
export async function setup(): Promise<void> {
  await buildPortal({ output: BUILT_PORTAL })
}
