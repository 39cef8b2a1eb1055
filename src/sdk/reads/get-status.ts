import { ask, type ReaderClient } from './ask.ts'
import type { NetworkStatus } from './records.ts'

/** Where the network stands: heights, epoch, sums, reward fund. */
export function getStatus(client: ReaderClient): Promise<NetworkStatus> {
  return ask(client, 'boule_status')
}
