import { getRules } from '../params/rules.ts'
import type { World } from '../world.ts'
import type { Payload } from './payload.ts'

/**
 * Whether a policy undoes, wholly and exactly, a change that was put into action not long ago: then it goes the short way. Nothing
 * else is short: a change that is new has not been lived with.
 */
export function isShortWay(
  world: World,
  epoch: number,
  payload: Extract<Payload, { kind: 'policy' }>,
): boolean {
  if (payload.sunsetEpochs !== 0) return false
  const { revertWindowEpochs } = getRules(world, epoch)
  let found = false
  world.governance.enactments.each((_, enactment) => {
    if (enactment.over || enactment.epoch + revertWindowEpochs < epoch) return
    if (enactment.changes.length !== payload.sets.length) return
    found ||= enactment.changes.every((change) =>
      payload.sets.some(
        (set) =>
          set.name === change.name && set.expected === change.after && set.value === change.before,
      ),
    )
  })
  return found
}
