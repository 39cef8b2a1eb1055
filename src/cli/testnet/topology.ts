/** One node dials another; afterwards they talk both ways. */
export interface Dial {
  readonly from: string
  readonly to: string
}

/** Up to so many nodes, each is connected with each. */
const FULL_MESH = 8
const DIALLED = 6

/**
 * Who dials whom: everybody everybody up to 8 nodes; above, each dials six others on a ring, its next ones and further and further
 * ones, so that the network stays in one piece when many nodes are gone. The same for the same names; no pair twice.
 */
export function planDials(names: readonly string[]): readonly Dial[] {
  const count = names.length
  const half = Math.floor((count - 1) / 2)
  if (count <= FULL_MESH) {
    return names.flatMap((from, index) => names.slice(index + 1).map((to) => ({ from, to })))
  }
  // Up to half way round: a longer step would be a shorter one of somebody else.
  const steps = growingSteps(Math.min(DIALLED, half), half)
  return names.flatMap((from, index) =>
    steps.map((step) => ({ from, to: names[(index + step) % count] ?? from })),
  )
}

/** `count` different steps from 1 to `longest`, each about the same factor longer than the one before. */
function growingSteps(count: number, longest: number): readonly number[] {
  const steps: number[] = []
  for (let index = 0; index < count; index++) {
    const wanted = Math.round(longest ** (index / (count - 1)))
    steps.push(Math.max(wanted, (steps.at(-1) ?? 0) + 1))
  }
  return steps
}
