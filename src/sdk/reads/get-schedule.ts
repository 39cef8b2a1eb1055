import { ask, type ReaderClient } from './ask.ts'
import type { ScheduledBlock } from './records.ts'

/** Who is due to produce the next blocks, as far as it is certain. */
export function getSchedule(
  client: ReaderClient,
  parameters: { readonly count?: number } = {},
): Promise<readonly ScheduledBlock[]> {
  return ask(client, 'boule_schedule', parameters.count === undefined ? [] : [parameters.count])
}
