import { computeVotes, MAX_STAKE_DURATION_DAYS } from '#protocol/staking/vote-weight.ts'
import { computeVotesEthereum2019 } from '#protocol/staking/vote-weight-eth2019.ts'
import { readAmount, readBoolean, readChoice, readInteger, readObject } from './read-fields.ts'

const FIELDS = ['rule', 'amountRau', 'days', 'autoStake', 'selfStake', 'remainingDays']
const DAYS = { from: 0, to: MAX_STAKE_DURATION_DAYS }

/** `boule calc votes`: the votes of one bucket. */
export function calcVotes(input: unknown): { readonly votes: string } {
  const fields = readObject(input, '', FIELDS)
  const rule = readChoice(fields, 'rule', ['native', 'eth2019'], 'native')
  const amountRau = readAmount(fields, 'amountRau')
  const votes =
    rule === 'eth2019'
      ? computeVotesEthereum2019({
          amountRau,
          remainingDays: readInteger(fields, 'remainingDays', DAYS),
        })
      : computeVotes({
          amountRau,
          durationDays: readInteger(fields, 'days', DAYS),
          autoStake: readBoolean(fields, 'autoStake'),
          selfStake: readBoolean(fields, 'selfStake'),
        })
  return { votes: votes.toString() }
}
