import { present, readText } from '../../app/search-params.ts'
import { readStakeSearch, type StakeSearch } from '../stake/stake-search.ts'

/** What is worked out: the fields of the stake wizard, and a second delegate to compare with. */
export interface CalculatorSearch extends Omit<StakeSearch, 'step'> {
  /** Name of the second delegate. */
  readonly against?: string
}

export function readCalculatorSearch(raw: Readonly<Record<string, unknown>>): CalculatorSearch {
  const { step: _, ...stake } = readStakeSearch(raw)
  return { ...stake, ...present<CalculatorSearch>({ against: readText(raw, 'against', 42) }) }
}
