import {
  computeFormulaTable,
  findTableFault,
  WEIGHT_KINDS,
  WEIGHTS_PER_KIND,
  type WeightTable,
} from '#formulas/votes-by-table.ts'
import { parseDecimal } from '#params/rule-text.ts'
import type { BlockContext } from '../action.ts'
import { runSlot, type SlotAnswer } from './script-slots.ts'

/**
 * Asks a script for the weights of votes: a list of three lists of whole numbers, as `WeightTable` says. It is told nothing of the
 * state, so that its table is known before anybody votes on it; only limits can make it fail later.
 */
export function askWeights(context: BlockContext, source: string): SlotAnswer<WeightTable> {
  const mostWeight = BigInt(context.rules.maxVoteWeightMillionths)
  return runSlot(context, 'vote-weight', source, INPUT, (output) => {
    const table = readTable(output)
    return table === undefined || findTableFault(table, mostWeight) !== undefined
      ? undefined
      : table
  })
}

const FORMULA_ROWS = computeFormulaTable().map((row) => `[${row.join(',')}]`)
const INPUT = `{"maxDays":${WEIGHTS_PER_KIND - 1},"formula":[${FORMULA_ROWS.join(',')}]}`

/** Rows of decimal numbers as the sandbox writes a list of lists; undefined for any other text. */
function readTable(json: string): WeightTable | undefined {
  if (!json.startsWith('[[') || !json.endsWith(']]')) return undefined
  const rows = json.slice(2, -2).split('],[')
  if (rows.length !== WEIGHT_KINDS.length) return undefined
  const table: (readonly bigint[])[] = []
  for (const text of rows) {
    const row: bigint[] = []
    for (const word of text.split(',')) {
      const weight = parseDecimal(word)
      if (weight === undefined) return undefined
      row.push(weight)
    }
    table.push(row)
  }
  return table
}
