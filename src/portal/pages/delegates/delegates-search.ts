import { present, readChoice, readFlag, readText } from '../../app/search-params.ts'

export const DELEGATE_SORTS = [
  'rank',
  'votes',
  'name',
  'uptime',
  'selfStake',
  'commission',
  'registration',
] as const
export const DELEGATE_ROLES = ['producer', 'verifier', 'standby', 'none'] as const

/** What the table of delegates shows: everything is in the address, so that a view can be shared and kept. */
export interface DelegatesSearch {
  readonly search?: string
  readonly group?: string
  readonly region?: string
  readonly role?: (typeof DELEGATE_ROLES)[number]
  readonly probation?: boolean
  readonly retired?: boolean
  /** Least self-stake, in whole coins. */
  readonly minSelfStake?: string
  readonly sort?: (typeof DELEGATE_SORTS)[number]
  readonly order?: 'asc' | 'desc'
}

export function readDelegatesSearch(raw: Readonly<Record<string, unknown>>): DelegatesSearch {
  const minSelfStake = readText(raw, 'minSelfStake', 12)
  return present<DelegatesSearch>({
    search: readText(raw, 'search'),
    group: readText(raw, 'group'),
    region: readText(raw, 'region'),
    role: readChoice(raw, 'role', DELEGATE_ROLES),
    probation: readFlag(raw, 'probation'),
    retired: readFlag(raw, 'retired'),
    minSelfStake:
      minSelfStake !== undefined && /^\d+$/.test(minSelfStake) ? minSelfStake : undefined,
    sort: readChoice(raw, 'sort', DELEGATE_SORTS),
    order: readChoice(raw, 'order', ['asc', 'desc']),
  })
}
