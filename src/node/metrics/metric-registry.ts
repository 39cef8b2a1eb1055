import { assert } from '#base/assert.ts'

/** Only goes up. */
export interface Counter {
  add(amount?: number): void
}

/** Counts observations in buckets by upper bound, and their sum. */
export interface Histogram {
  observe(value: number): void
}

/** The figures of a process in Prometheus' text format 0.0.4. */
export interface MetricRegistry {
  /** A figure that is asked for when the page is. */
  gauge(name: string, help: string, read: () => number): void
  counter(name: string, help: string): Counter
  /** A total that is kept elsewhere and asked for when the page is. */
  readCounter(name: string, help: string, read: () => number): void
  /** `bounds` ascend; what is above the last one counts as infinite. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram
  /** The page: `text/plain; version=0.0.4`. */
  render(): string
}

export function createMetricRegistry(): MetricRegistry {
  const names = new Set<string>()
  const renderers: (() => string)[] = []
  const register = (name: string, type: string, help: string, body: () => string): void => {
    assert(
      /^[a-z][a-z0-9_]*$/.test(name) && !names.has(name),
      `a metric has a new plain name: ${name}`,
    )
    names.add(name)
    renderers.push(() => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${body()}`)
  }
  return {
    gauge: (name, help, read) => {
      register(name, 'gauge', help, () => `${name} ${read()}\n`)
    },
    counter: (name, help) => {
      let total = 0
      register(name, 'counter', help, () => `${name} ${total}\n`)
      return {
        add: (amount = 1) => {
          assert(amount >= 0, 'a counter only goes up')
          total += amount
        },
      }
    },
    readCounter: (name, help, read) => {
      register(name, 'counter', help, () => `${name} ${read()}\n`)
    },
    histogram: (name, help, bounds) => {
      const histogram = createHistogram(name, bounds)
      register(name, 'histogram', help, histogram.render)
      return histogram
    },
    render: () => renderers.map((renderer) => renderer()).join(''),
  }
}

function createHistogram(
  name: string,
  bounds: readonly number[],
): Histogram & { readonly render: () => string } {
  const counts = new Array<number>(bounds.length).fill(0)
  let count = 0
  let sum = 0
  return {
    observe: (value) => {
      count++
      sum += value
      const at = bounds.findIndex((bound) => value <= bound)
      if (at >= 0) counts[at] = (counts[at] as number) + 1
    },
    render: () => {
      let text = ''
      let below = 0
      for (const [at, bound] of bounds.entries()) {
        below += counts[at] as number
        text += `${name}_bucket{le="${bound}"} ${below}\n`
      }
      return `${text}${name}_bucket{le="+Inf"} ${count}\n${name}_sum ${sum}\n${name}_count ${count}\n`
    },
  }
}
