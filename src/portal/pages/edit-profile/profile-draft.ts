import type { ProfileContent } from '#sdk/actions/set-profile.ts'
import { zeroHash } from 'viem'
import type { Schemas } from '../../data/queries.ts'
import { countBytes } from '../../format/count-bytes.ts'
import type { Format } from '../../format/create-format.ts'
import { parseDecimalText, toPlainDecimal } from '../../format/decimal-text.ts'

/** A profile as it stands in the fields. Commissions are percent, links one on a line. */
export type ProfileDraft = Readonly<Record<ProfileField, string>>

/** Texts with the most bytes that the chain takes. */
export const TEXT_FIELDS = { displayName: 64, group: 32, region: 64, website: 128 } as const
export const COMMISSION_FIELDS = [
  'blockCommissionBps',
  'epochCommissionBps',
  'bonusCommissionBps',
] as const
export const MAX_LINKS = 8
const MAX_LINK_BYTES = 128
const ALL_BPS = 10_000n
const BPS_PER_PERCENT = 100n

export type TextFieldName = keyof typeof TEXT_FIELDS
export type CommissionField = (typeof COMMISSION_FIELDS)[number]
export type ProfileField = TextFieldName | CommissionField | 'links'
export type ProfileProblem = 'tooLong' | 'web' | 'links' | 'percent'

type Profile = Schemas['Profile']

/** The newest profile in the fields, or an empty one that keeps nothing. */
export function toProfileDraft(profile: Profile | null, format: Format): ProfileDraft {
  const percent = (basisPoints = 0): string =>
    format.decimal(toPlainDecimal(BigInt(basisPoints), BPS_PER_PERCENT))
  return {
    displayName: profile?.displayName ?? '',
    group: profile?.group ?? '',
    region: profile?.region ?? '',
    website: profile?.website ?? '',
    links: (profile?.links ?? []).join('\n'),
    blockCommissionBps: percent(profile?.blockCommissionBps),
    epochCommissionBps: percent(profile?.epochCommissionBps),
    bonusCommissionBps: percent(profile?.bonusCommissionBps),
  }
}

export interface ReadProfile {
  /** Undefined as long as something is wrong. */
  readonly content: Required<ProfileContent> | undefined
  readonly problems: Partial<Readonly<Record<ProfileField, ProfileProblem>>>
}

/** What is to be signed. The hashes of logo and statement stay those of `before`: files are hashed on the command line. */
export function readProfileDraft(
  draft: ProfileDraft,
  before: Profile | null,
  format: Format,
): ReadProfile {
  const problems: Partial<Record<ProfileField, ProfileProblem>> = {}
  const readText = (field: TextFieldName): string => {
    const text = draft[field].trim()
    if (countBytes(text) > TEXT_FIELDS[field]) problems[field] = 'tooLong'
    return text
  }
  const readCommission = (field: CommissionField): number => {
    const basisPoints = parseDecimalText(draft[field], BPS_PER_PERCENT, format.locale)
    if (basisPoints === undefined || basisPoints > ALL_BPS) problems[field] = 'percent'
    return Number(basisPoints ?? 0n)
  }
  const website = readText('website')
  if (website !== '' && !isWebAddress(website)) problems.website = 'web'
  const links = draft.links
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const areGood = links.every((link) => isWebAddress(link) && countBytes(link) <= MAX_LINK_BYTES)
  if (links.length > MAX_LINKS || !areGood) problems.links = 'links'
  const content = {
    displayName: readText('displayName'),
    group: readText('group'),
    region: readText('region'),
    website,
    links,
    logoHash: (before?.logoHash ?? zeroHash) as `0x${string}`,
    textHash: (before?.textHash ?? zeroHash) as `0x${string}`,
    blockCommissionBps: readCommission('blockCommissionBps'),
    epochCommissionBps: readCommission('epochCommissionBps'),
    bonusCommissionBps: readCommission('bonusCommissionBps'),
  }
  return { content: Object.keys(problems).length === 0 ? content : undefined, problems }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
}
