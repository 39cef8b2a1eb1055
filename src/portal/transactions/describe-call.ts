import type { TFunction } from 'i18next'
import { decodeFunctionData, type Hex, zeroAddress } from 'viem'
import type { SystemCall } from '#sdk/actions/send-call.ts'
import { bouleAbi } from '#sdk/abi/boule-abi.ts'
import { PROPOSAL_CLASSES } from '#sdk/governance/names.ts'
import type { Format } from '../format/create-format.ts'

/** What a call does, read from the very bytes that are signed. */
export interface CallWords {
  readonly sentence: string
  /** Every argument by its name, as it is. */
  readonly details: readonly (readonly [name: string, value: string])[]
}

type Names = Readonly<Record<string, unknown>>

/** Says a call in the words of the language that is shown. */
export function describeCall(
  call: SystemCall,
  t: TFunction<'transactions'>,
  format: Format,
): CallWords {
  const decoded = decode(call.data)
  if (decoded === undefined) {
    const amount = format.coinsExact(call.valueRau ?? 0n)
    return { sentence: t('calls.transfer', { amount, to: call.to }), details: [] }
  }
  const { name, values } = decoded
  const details = Object.entries(values).map(([key, value]) => [key, toText(value)] as const)
  const words = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, toWords(key, value, t, format)]),
  )
  const key = `calls.${name}` as 'calls.other'
  const value = format.coinsExact(call.valueRau ?? 0n)
  // A call that says yes to something may have another sentence: `support_editorial`.
  const yes = Object.keys(values).find((each) => values[each] === true)
  const context = yes === undefined ? {} : { context: yes }
  // An argument may be called `name`, too.
  const sentence = t(key, { value, ...words, ...context, defaultValue: t('calls.other', { name }) })
  return { sentence, details }
}

function decode(
  data: Hex | undefined,
): { readonly name: string; readonly values: Names } | undefined {
  if (data === undefined || data === '0x') return undefined
  const { functionName, args } = decodeFunctionData({ abi: bouleAbi, data })
  const item = bouleAbi.find((each) => each.type === 'function' && each.name === functionName)
  const inputs: readonly { readonly name?: string }[] =
    item !== undefined && 'inputs' in item ? item.inputs : []
  const list = (args ?? []) as readonly unknown[]
  const values = Object.fromEntries(
    inputs
      .map((input, index) => [input.name ?? `${index}`, list[index]] as const)
      // Bytes that go on record with an action: nothing that it does depends on them.
      .filter(([name, value]) => !(name === 'data' && Array.isArray(value) && value.length === 0)),
  )
  return { name: functionName, values }
}

function toWords(
  key: string,
  value: unknown,
  t: TFunction<'transactions'>,
  format: Format,
): string {
  if (key === 'amount' && typeof value === 'bigint') return format.coinsExact(value)
  // Numbers that name something are no figures.
  if (key === 'bucketIndex' || key === 'proposal') return String(value)
  if (key === 'percent' && typeof value === 'number') return format.basisPoints(value * 100)
  if (key.endsWith('Bps') && typeof value === 'number') return format.basisPoints(value)
  if (key === 'class' && typeof value === 'number') {
    return t(`classes.${PROPOSAL_CLASSES[value] ?? 'unknown'}`)
  }
  if (value === zeroAddress) return t('nobody')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'bigint' || typeof value === 'number') return format.integer(value)
  return toText(value)
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? each.toString() : each,
  )
}
