import type { Address } from '#base/address.ts'
import { RAU_PER_COIN } from '#base/integers.ts'
import type { Format } from '../../format/create-format.ts'
import { parseDecimalText } from '../../format/decimal-text.ts'
import type { Registration } from '../../transactions/delegate-calls.ts'
import { readDays } from '../stake/duration-fields.tsx'

/** A registration as it stands in the fields. */
export interface RegistrationDraft {
  readonly name: string
  readonly operator: string
  readonly reward: string
  /** Self-stake in coins; empty for none. */
  readonly amount: string
  readonly days: string
  readonly autoStake: boolean
  /** A BLS key, or all that `boule keys show` prints; empty for none. */
  readonly blsKey: string
}

/** What the fields are read against. Amounts that are not known bound nothing. */
export interface RegistrationFacts {
  readonly owner: Address
  readonly operator: Address | undefined
  readonly reward: Address | undefined
  readonly leastStakeRau: bigint
  readonly feeRau: bigint
  readonly balanceRau: bigint | undefined
  readonly mostDays: number
}

export type RegistrationProblem =
  | 'name'
  | 'address'
  | 'amount'
  | 'tooSmall'
  | 'tooLarge'
  | 'days'
  | 'blsKey'
export type RegistrationProblems = Partial<
  Readonly<Record<keyof RegistrationDraft, RegistrationProblem>>
>

const NAME = /^[a-z0-9]{1,12}$/
const BLS_KEY = /\b0x[0-9a-f]{96}\b/gi

/** What is to be signed; undefined as long as something is wrong. */
export function readRegistration(
  draft: RegistrationDraft,
  facts: RegistrationFacts,
  format: Format,
): { readonly registration: Registration | undefined; readonly problems: RegistrationProblems } {
  const { operator, reward, owner } = facts
  const name = draft.name.trim()
  const stake = readStake(draft.amount, facts, format)
  const days = readDays(draft.days, facts.mostDays)
  const key = readBlsKey(draft.blsKey)
  const problems: RegistrationProblems = {
    ...(NAME.test(name) ? {} : { name: 'name' }),
    ...(operator === undefined ? { operator: 'address' } : {}),
    ...(reward === undefined ? { reward: 'address' } : {}),
    ...('problem' in stake ? { amount: stake.problem } : {}),
    ...(days === undefined ? { days: 'days' } : {}),
    ...('problem' in key ? { blsKey: key.problem } : {}),
  }
  const isGood =
    Object.keys(problems).length === 0 &&
    operator !== undefined &&
    reward !== undefined &&
    days !== undefined &&
    'rau' in stake &&
    'key' in key
  if (!isGood) return { registration: undefined, problems }
  const { autoStake } = draft
  return {
    registration: {
      name,
      operator,
      reward,
      owner,
      amountRau: stake.rau,
      durationDays: days,
      autoStake,
      blsKey: key.key,
    },
    problems,
  }
}

function readStake(
  text: string,
  { leastStakeRau, feeRau, balanceRau }: RegistrationFacts,
  format: Format,
): { readonly rau: bigint } | { readonly problem: 'amount' | 'tooSmall' | 'tooLarge' } {
  const rau = text.trim() === '' ? 0n : parseDecimalText(text, RAU_PER_COIN, format.locale)
  if (rau === undefined) return { problem: 'amount' }
  if (rau > 0n && rau < leastStakeRau) return { problem: 'tooSmall' }
  const isTooLarge = balanceRau !== undefined && rau + feeRau > balanceRau
  return isTooLarge ? { problem: 'tooLarge' } : { rau }
}

function readBlsKey(
  text: string,
): { readonly key: `0x${string}` | undefined } | { readonly problem: 'blsKey' } {
  if (text.trim() === '') return { key: undefined }
  const [key, ...more] = text.match(BLS_KEY) ?? []
  return key === undefined || more.length > 0
    ? { problem: 'blsKey' }
    : { key: key.toLowerCase() as `0x${string}` }
}
