import type { CommitInfo, ValidatorAddress } from '#protocol/abci.ts'
import { proposersOfRounds, type ValidatorSet } from '#protocol/epochs/proposer-schedule.ts'
import { toValidatorAddress } from '#protocol/liveness/count.ts'

/** What a block says of the one before it. */
export interface LastCommitReport {
  /** Rounds that were given up before the block was decided. */
  readonly round: number
  /** Who was due in each of these rounds and made no block. Empty for rounds beyond `MAX_COUNTED_ROUNDS`. */
  readonly missed: readonly ValidatorAddress[]
  /** Who was due in the round that was decided. */
  readonly proposer: ValidatorAddress | undefined
  readonly absent: readonly ValidatorAddress[]
  /** Share of the voting power whose signatures are absent, from 0 to 1. From 1/3 on there are no blocks. */
  readonly absentPower: number
}

/** As many as the state machine counts. */
const MAX_COUNTED_ROUNDS = 200

/** `set`: the validators of the block that the commit is of. */
export function describeLastCommit(commit: CommitInfo, set: ValidatorSet): LastCommitReport {
  const { round } = commit
  const isCounted = round < MAX_COUNTED_ROUNDS
  const due = proposersOfRounds(set, isCounted ? round + 1 : MAX_COUNTED_ROUNDS).map(
    toValidatorAddress,
  )
  const absent = commit.votes.filter((vote) => vote.flag === 'absent').map((vote) => vote.validator)
  const gone = new Set(absent)
  let absentPower = 0n
  for (const { address, power } of set.validators) {
    if (gone.has(toValidatorAddress(address))) absentPower += power
  }
  return {
    round,
    missed: isCounted ? due.slice(0, round) : due,
    proposer: isCounted ? due[round] : undefined,
    absent,
    absentPower: Number(absentPower) / Number(set.totalPower),
  }
}
