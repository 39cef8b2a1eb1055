import { ask, type ReaderClient } from './ask.ts'
import type { ProjectedSet } from './records.ts'

/** Who would be elected if the election were now. */
export function getProjectedSet(client: ReaderClient): Promise<ProjectedSet> {
  return ask(client, 'boule_projectedSet')
}
