import type { HeightValidators } from '#consensus/embedded/choose-proposer.ts'
import type { ValidatorAddress } from '#protocol/abci.ts'
import { proposerAt, type ValidatorSet } from '#protocol/epochs/proposer-schedule.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'
import { ONLY } from '#protocol/store.ts'
import type { World } from '#protocol/world.ts'

/** The schedule in the state as the engine asks for it: known for the last block, the next one, and the one after. */
export function createProposerPort(world: World): (height: number) => HeightValidators | undefined {
  return (height) => {
    const schedule = world.epochs.schedule.get(ONLY)
    if (schedule === undefined) return undefined
    if (height === schedule.height) return toHeightValidators(schedule.current)
    if (height === schedule.height - 1) return toHeightValidators(schedule.previous)
    return height === schedule.height + 1 ? toHeightValidators(schedule.next) : undefined
  }
}

/** Sets are replaced as a whole, so what is worked out of one stays right. */
const known = new WeakMap<ValidatorSet, HeightValidators>()

function toHeightValidators(set: ValidatorSet): HeightValidators | undefined {
  if (set.validators.length === 0) return undefined
  let view = known.get(set)
  if (view === undefined) {
    const proposers: ValidatorAddress[] = []
    view = {
      validators: set.validators.map((validator) => toValidatorAddress(validator.address)),
      proposerAt: (round) => {
        proposers[round] ??= toValidatorAddress(proposerAt(set, round))
        return proposers[round]
      },
    }
    known.set(set, view)
  }
  return view
}
