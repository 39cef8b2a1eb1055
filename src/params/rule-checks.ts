import { MAX_TRANSACTION_BYTES } from '#base/transaction-fields.ts'
import type { Rules } from './rule-table.ts'

/** Dependencies between rules that bounds cannot say. Returns every problem in words; none means the set is good. */
export function checkRules(rules: Rules): readonly string[] {
  const problems: string[] = []
  const need = (condition: boolean, problem: string): void => {
    if (!condition) problems.push(problem)
  }
  need(
    rules.producers <= rules.consensusDelegates,
    `producers (${rules.producers}) must not be more than consensusDelegates (${rules.consensusDelegates})`,
  )
  need(
    rules.electionLeadBlocks < rules.blocksPerEpoch - 1,
    `electionLeadBlocks (${rules.electionLeadBlocks}) must leave at least one block of the epoch of ${rules.blocksPerEpoch} before the election`,
  )
  need(
    rules.blocksPerEpoch % rules.producers === 0,
    `blocksPerEpoch (${rules.blocksPerEpoch}) must be a multiple of producers (${rules.producers})`,
  )
  need(
    BigInt(rules.producerPower) * BigInt(rules.producers) < 1n << 60n,
    `producerPower times producers must stay below 2^60`,
  )
  need(
    rules.verifierPower * rules.consensusDelegates < rules.rehearsalPower,
    `verifierPower times consensusDelegates must be less than rehearsalPower (${rules.rehearsalPower})`,
  )
  need(
    rules.rehearsalPower < rules.producerPower,
    `rehearsalPower (${rules.rehearsalPower}) must be less than producerPower (${rules.producerPower})`,
  )
  need(
    rules.gasPerAction + MAX_TRANSACTION_BYTES * rules.gasPerPayloadByte <= rules.maxBlockGas,
    `gasPerAction (${rules.gasPerAction}) and gasPerPayloadByte (${rules.gasPerPayloadByte}) must leave room in maxBlockGas (${rules.maxBlockGas}) for the largest transaction`,
  )
  return problems
}
