import { present, readChoice } from '../../app/search-params.ts'

/** Parts of the page of a delegate. */
export const DELEGATE_TABS = [
  'overview',
  'performance',
  'rewards',
  'voters',
  'governance',
  'history',
  'discussion',
] as const

export interface DelegateSearch {
  readonly tab?: (typeof DELEGATE_TABS)[number]
}

export function readDelegateSearch(raw: Readonly<Record<string, unknown>>): DelegateSearch {
  return present<DelegateSearch>({ tab: readChoice(raw, 'tab', DELEGATE_TABS) })
}
