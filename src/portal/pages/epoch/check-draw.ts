import { must } from '#base/assert.ts'
import { fromHex } from '#base/hex.ts'
import { parseAddress, toIoAddress } from '#base/io-address.ts'
import { drawBoule } from '#formulas/draw-boule.ts'
import { drawIotex } from '#formulas/draw-iotex.ts'
import type { Schemas } from '../../data/queries.ts'

/** What came of a check of the draw. */
export interface DrawCheck {
  /** Registration numbers in the order of the draw. */
  readonly drawn: readonly number[]
  /** Delegates whose role is not the one that the draw gives. */
  readonly wrong: readonly Schemas['DelegateReference'][]
}

/** Draws once more, with the chain's own formula, and compares with who was to produce. */
export function checkDraw(draw: Schemas['Draw']): DrawCheck {
  const { candidates } = draw
  const drawn = drawAgain(draw)
  const isDrawn = new Set(drawn)
  const wrong = candidates
    .filter((each) => isDrawn.has(each.registration) !== each.drawn)
    .map(({ delegate }) => delegate)
  return { drawn, wrong }
}

function drawAgain(draw: Schemas['Draw']): readonly number[] {
  const { mix, candidates, producers, startHeight } = draw
  if (draw.rule === 'boule') {
    const registrations = candidates.map(({ registration }) => registration)
    return drawBoule(fromHex(mix), registrations, producers)
  }
  const byOperator = new Map(
    candidates.map((each) => [toIoAddress(parseAddress(each.operator)), each.registration]),
  )
  return drawIotex([...byOperator.keys()], startHeight, producers).map((operator) =>
    must(byOperator.get(operator), 'an operator of the candidates'),
  )
}
