/** The figures of a page for Prometheus, by name; buckets of histograms are left out. */
export function readFigures(page: string): Readonly<Record<string, number>> {
  const lines = page.split('\n').flatMap((line) => {
    const [, name, value] = /^([a-z_]+) (\S+)$/.exec(line) ?? []
    return name === undefined ? [] : [[name, Number(value)] as const]
  })
  return Object.fromEntries(lines)
}
