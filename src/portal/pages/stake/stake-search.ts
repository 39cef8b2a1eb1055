import { present, readChoice, readFlag, readNumber, readText } from '../../app/search-params.ts'

/** The usual duration of a stake. */
export const DEFAULT_DAYS = '91'
/** Name of the wizard's plan. */
export const STAKE_PLAN = 'stake'

/** What the wizard was filled in with: all of it is in the address, so that a reload or a link goes on with it. */
export interface StakeSearch {
  /** Name of a delegate. */
  readonly delegate?: string
  /** Coins in plain decimal digits, such as `1250.5`. */
  readonly amount?: string
  readonly days?: string
  readonly autoStake?: boolean
  /** `sign`: everything is chosen. */
  readonly step?: 'sign'
}

export function readStakeSearch(raw: Readonly<Record<string, unknown>>): StakeSearch {
  const amount = readText(raw, 'amount', 40)
  const days = readText(raw, 'days', 5)
  return present<StakeSearch>({
    delegate: readText(raw, 'delegate', 42),
    amount: amount !== undefined && /^\d+(\.\d{1,18})?$/.test(amount) ? amount : undefined,
    days: days !== undefined && /^\d+$/.test(days) ? days : undefined,
    autoStake: readFlag(raw, 'autoStake'),
    step: readChoice(raw, 'step', ['sign']),
  })
}

/** Far beyond any number of a bucket. */
const MAX_BUCKET = 9_999_999_999

/** What a page about one bucket was opened with. */
export interface BucketSearch {
  readonly bucket?: number
  /** Name of the delegate that votes are to go to. */
  readonly delegate?: string
}

export function readBucketSearch(raw: Readonly<Record<string, unknown>>): BucketSearch {
  return present<BucketSearch>({
    bucket: readNumber(raw, 'bucket', MAX_BUCKET),
    delegate: readText(raw, 'delegate', 42),
  })
}
