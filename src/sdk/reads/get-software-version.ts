import { ask, type ReaderClient } from './ask.ts'
import type { SoftwareVersion } from './governance-records.ts'

/** The version of the software that the chain asks for, and the one that is locked in. */
export function getSoftwareVersion(client: ReaderClient): Promise<SoftwareVersion> {
  return ask(client, 'boule_softwareVersion')
}
