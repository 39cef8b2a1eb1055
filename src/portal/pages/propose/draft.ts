import type { PayloadKind } from '#sdk/governance/names.ts'

/** Kinds that have an editor here; of the others the page says how the command line makes them. */
export const EDITED_KINDS = [
  'policy',
  'treasury',
  'directive',
  'cancel',
] as const satisfies readonly PayloadKind[]
export const COMMAND_KINDS = ['upgrade', 'script'] as const satisfies readonly PayloadKind[]

/** What somebody has written so far, as it stands in the fields. */
export interface Draft {
  readonly kind: PayloadKind
  readonly title: string
  readonly text: string
  readonly changes: readonly { readonly name: string; readonly written: string }[]
  readonly sunset: string
  readonly payments: readonly DraftPayment[]
  readonly assignee: string
  readonly due: string
  /** Number of the proposal that a counter-vote stops. */
  readonly target: string
}

export interface DraftPayment {
  readonly to: string
  readonly perEpoch: string
  readonly epochs: string
}

export const EMPTY_PAYMENT: DraftPayment = { to: '', perEpoch: '', epochs: '1' }

export const EMPTY_DRAFT: Draft = {
  kind: 'policy',
  title: '',
  text: '',
  changes: [],
  sunset: '0',
  payments: [EMPTY_PAYMENT],
  assignee: '',
  due: '14',
  target: '',
}

/** What a draft is of: the network, as rules and accounts of another have nothing to do with it, and the proposal that it revises. */
export interface DraftPlace {
  readonly chainId: number
  /** Undefined for a new proposal. */
  readonly revised: number | undefined
}

const keyOf = ({ chainId, revised }: DraftPlace): string =>
  `boule.draft.${chainId}${revised === undefined ? '' : `.${revised}`}`

/** The draft that was kept, what is missing of it as in an empty one; undefined when there is none that can be read. */
export function readDraft(place: DraftPlace): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null')
    return typeof kept === 'object' && kept !== null ? mend(kept) : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(place: DraftPlace, draft: Draft): void {
  localStorage.setItem(keyOf(place), JSON.stringify(draft))
}

export function forgetDraft(place: DraftPlace): void {
  localStorage.removeItem(keyOf(place))
}

export function mend(kept: object): Draft {
  const raw = kept as Readonly<Record<string, unknown>>
  const text = (name: 'title' | 'text' | 'sunset' | 'assignee' | 'due' | 'target'): string => {
    const value = raw[name]
    return typeof value === 'string' ? value : EMPTY_DRAFT[name]
  }
  const kinds: readonly PayloadKind[] = [...EDITED_KINDS, ...COMMAND_KINDS]
  return {
    kind: kinds.find((kind) => kind === raw['kind']) ?? EMPTY_DRAFT.kind,
    title: text('title'),
    text: text('text'),
    changes: rowsOf(raw['changes'], ['name', 'written']) ?? [],
    sunset: text('sunset'),
    payments: rowsOf(raw['payments'], ['to', 'perEpoch', 'epochs']) ?? EMPTY_DRAFT.payments,
    assignee: text('assignee'),
    due: text('due'),
    target: text('target'),
  }
}

/** A list of rows that have all of these texts; undefined for anything else. */
function rowsOf<const N extends string>(
  value: unknown,
  names: readonly N[],
): readonly Readonly<Record<N, string>>[] | undefined {
  if (!Array.isArray(value)) return undefined
  const isRow = (row: unknown): row is Readonly<Record<N, string>> =>
    typeof row === 'object' &&
    row !== null &&
    names.every((name) => typeof (row as Readonly<Record<string, unknown>>)[name] === 'string')
  return value.filter(isRow)
}
