/** A line of figures on standard output. */
export function printFigures(figures: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}

export function round(value: number, digits = 3): number {
  const unit = 10 ** digits
  return Math.round(value * unit) / unit
}

/** The value below which the given part of all is; 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Asks until there is an answer. Throws after `patienceMs`. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  { patienceMs = 120_000, everyMs = 100 } = {},
): Promise<Answer> {
  const endMs = performance.now() + patienceMs
  while (performance.now() < endMs) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await pause(everyMs)
  }
  throw new Error(`waited ${patienceMs / 1_000} s for ${what}`)
}
