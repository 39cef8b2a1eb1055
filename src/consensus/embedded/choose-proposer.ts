import type { CommitInfo, ValidatorAddress } from '#protocol/abci.ts'

/** The validators of one height, as the protocol's schedule has them. */
export interface HeightValidators {
  readonly validators: readonly ValidatorAddress[]
  /** Who is due in a round, from 0. */
  proposerAt(round: number): ValidatorAddress
}

/**
 * Rounds that are looked through for somebody who is online. Producers take turns, so a few dozen find one if there is
 * one; a verifier's turn comes after millions.
 */
const MAX_ROUNDS = 200

export interface Decision {
  readonly round: number
  readonly proposer: ValidatorAddress
}

/** The first round whose proposer is online; `undefined` when that is nobody. The rounds before it fail. */
export function chooseProposer(
  schedule: HeightValidators,
  isOnline: (validator: ValidatorAddress) => boolean,
): Decision | undefined {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const proposer = schedule.proposerAt(round)
    if (isOnline(proposer)) return { round, proposer }
  }
  return undefined
}

/** The round in which `proposer` came up first: in which it proposed, since it was online. */
export function findRound(
  schedule: HeightValidators,
  proposer: ValidatorAddress,
): number | undefined {
  return chooseProposer(schedule, (validator) => validator === proposer)?.round
}

/** How the signatures of a block came in: those of validators that are online, and of its proposer in any case. */
export function collectVotes(
  schedule: HeightValidators,
  decision: Decision,
  isOnline: (validator: ValidatorAddress) => boolean,
): CommitInfo {
  return {
    round: decision.round,
    votes: schedule.validators.map((validator) => ({
      validator,
      flag: isOnline(validator) || validator === decision.proposer ? 'commit' : 'absent',
    })),
  }
}
