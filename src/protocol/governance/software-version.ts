import { must } from '#base/assert.ts'
import { ONLY } from '../store.ts'
import type { World } from '../world.ts'
import type { SoftwareVersion } from './state.ts'

/** The version of the software that the chain asks for now. */
export function getVersion(world: World): SoftwareVersion {
  const { version } = must(world.governance.register.get(ONLY), 'the register of proposals')
  return must(world.governance.versions.get(version), 'the version in force')
}

/** The version that makes the blocks of `epoch`, which is the running or the next one. */
export function versionAt(world: World, epoch: number): SoftwareVersion {
  let found = getVersion(world)
  while (found.fromEpoch > epoch && found.version > 1) {
    found = must(world.governance.versions.get(found.version - 1), 'an earlier version')
  }
  return found
}
