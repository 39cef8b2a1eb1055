import { decodeErrorResult, type Hex } from 'viem'
import { formatAbiItem } from 'viem/utils'
import type { Status } from '#protocol/outcome.ts'
import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import { OUTCOME_CODES } from '#sdk/outcomes/outcome-codes.ts'
import { type Answer, wordOf } from './ask.ts'
import type { Scenario } from './error-table.ts'
import { type Call, callOf, type OutcomeNetwork } from './outcome-network.ts'

/** Outcomes as the document names them: `202 BucketNotFound(uint64)`. */
export function keysOf(statuses: readonly Status[]): readonly string[] {
  return statuses.map(({ code, error }) => `${code} ${error}`)
}

/** What viem makes of the data of a refusal. */
function decode(data: Hex): { readonly name: string; readonly signature: string } {
  const { abiItem, errorName } = decodeErrorResult({ abi: bouleAbi, data })
  return { name: errorName, signature: formatAbiItem(abiItem) }
}

/** The error of a call that was refused, with the number that the SDK knows it by. */
function describeCall({ error }: Answer): string {
  if (error?.code !== 3) return `no error 3: ${JSON.stringify(error)}`
  const { name, signature } = decode(error.data as Hex)
  return `${OUTCOME_CODES[name]} ${signature}`
}

/** An action that is refused: foreseen by the estimate, and in the receipt of the transaction that is sent all the same. */
export function refused(
  who: string,
  functionName: string,
  ...args: readonly unknown[]
): Scenario<OutcomeNetwork> {
  return refusedCall(who, callOf(functionName, args))
}

/** The same for a call that may carry value. */
export function refusedCall(who: string, call: Call): Scenario<OutcomeNetwork> {
  return async (network) => {
    const foreseen = describeCall(await network.estimate(who, call))
    const { status, outcomeCode, revertReason = '0x' } = await network.send(who, call)
    if (status !== '0x0') return 'done'
    const observed = `${outcomeCode} ${decode(revertReason).signature}`
    return observed === foreseen ? observed : `foreseen ${foreseen}, then ${observed}`
  }
}

/** A read that is refused: no transaction can ask for it. */
export function refusedRead(
  functionName: string,
  ...args: readonly unknown[]
): Scenario<OutcomeNetwork> {
  return async (network) => describeCall(await network.read(callOf(functionName, args)))
}

/** What no block takes: the estimate gives the error, the pool refuses the transaction and names it. */
export function notTaken(call: Call): Scenario<OutcomeNetwork> {
  return async (network) => {
    const foreseen = describeCall(await network.estimate('alice', call))
    const answer = await network.submit('alice', call)
    const [, signature = ''] = foreseen.split(' ')
    const isNamed = wordOf(answer) === 'refused' && answer.error?.message.includes(signature)
    return isNamed ? foreseen : `foreseen ${foreseen}, then ${JSON.stringify(answer)}`
  }
}

/** A refusal that only an estimate meets: the pool takes no transaction whose sender has less than its value. */
export function onlyForeseen(who: string, call: Call): Scenario<OutcomeNetwork> {
  return async (network) => {
    const answer = await network.submit(who, call)
    return wordOf(answer) === 'insufficient-funds'
      ? describeCall(await network.estimate(who, call))
      : `submitted: ${JSON.stringify(answer)}`
  }
}
