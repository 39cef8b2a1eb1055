import { computeVotes, MAX_STAKE_DURATION_DAYS } from '#formulas/vote-weight.ts'
import { computeVotesEthereum2019 } from '#formulas/vote-weight-eth2019.ts'
import {
  computeVotesByTable,
  findTableFault,
  WEIGHT_KINDS,
  WEIGHTS_PER_KIND,
  type WeightTable,
} from '#formulas/votes-by-table.ts'
import { RULE_TABLE } from '#params/rule-table.ts'
import { CalcInputError } from './calc-input-error.ts'
import {
  checkInteger,
  type Fields,
  readAmount,
  readBoolean,
  readChoice,
  readInteger,
  readList,
  readObject,
} from './read-fields.ts'

const FIELDS = ['rule', 'amountRau', 'days', 'autoStake', 'selfStake', 'weights', 'remainingDays']
const DAYS = { from: 0, to: MAX_STAKE_DURATION_DAYS }
const { max: MOST_WEIGHT } = RULE_TABLE.maxVoteWeightMillionths

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
      : computeNative(fields, amountRau)
  return { votes: votes.toString() }
}

function computeNative(fields: Fields, amountRau: bigint): bigint {
  const bucket = {
    amountRau,
    durationDays: readInteger(fields, 'days', DAYS),
    autoStake: readBoolean(fields, 'autoStake'),
    selfStake: readBoolean(fields, 'selfStake'),
  }
  const table = readTable(fields.values['weights'])
  return table === undefined ? computeVotes(bucket) : computeVotesByTable(table, bucket)
}

/** The answer of `boule_weights`; null and nothing stand for the built-in formula. */
function readTable(value: unknown): WeightTable | undefined {
  if (value === undefined || value === null) return undefined
  const weights = readObject(value, 'weights', ['proposal', 'fromEpoch', ...WEIGHT_KINDS])
  const table = WEIGHT_KINDS.map((kind) =>
    readList(weights, kind, WEIGHTS_PER_KIND).map((weight, days) =>
      BigInt(checkInteger(weight, `weights.${kind}[${days}]`, { from: 0, to: MOST_WEIGHT })),
    ),
  )
  const fault = findTableFault(table, BigInt(MOST_WEIGHT))
  if (fault !== undefined) throw new CalcInputError('weights', fault)
  return table
}
