import { must } from '#base/assert.ts'

const INDEXES_PER_PAGE = 1_024
const WORD_BITS = 32

/** The indexes of 1,024 buckets that follow one another: which of them exist, one bit each. */
interface Page {
  count: number
  readonly bits: Uint32Array
}

/** Which buckets exist, so that the n-th can be found without looking at those before it. Derived, never stored. */
export interface BucketPages {
  add(index: number): void
  remove(index: number): void
  /** The existing indexes in ascending order, from the `offset`-th on, at most `limit`. */
  list(offset: number, limit: number): readonly number[]
}

/** PERF: adding is constant; listing looks at one counter per 1,024 buckets and then at the page's own bits. */
export function createBucketPages(): BucketPages {
  const pages: Page[] = []

  function pageOf(index: number): Page {
    const number = Math.floor(index / INDEXES_PER_PAGE)
    while (pages.length <= number) {
      pages.push({ count: 0, bits: new Uint32Array(INDEXES_PER_PAGE / WORD_BITS) })
    }
    return must(pages[number], 'a page of buckets')
  }

  return {
    add: (index) => {
      const page = pageOf(index)
      const word = Math.floor((index % INDEXES_PER_PAGE) / WORD_BITS)
      page.bits[word] = (page.bits[word] as number) | (1 << (index % WORD_BITS))
      page.count++
    },
    remove: (index) => {
      const page = pageOf(index)
      const word = Math.floor((index % INDEXES_PER_PAGE) / WORD_BITS)
      page.bits[word] = (page.bits[word] as number) & ~(1 << (index % WORD_BITS))
      page.count--
    },
    list: (offset, limit) => {
      const found: number[] = []
      let skip = offset
      for (let number = 0; number < pages.length && found.length < limit; number++) {
        const page = pages[number] as Page
        if (skip >= page.count) {
          skip -= page.count
          continue
        }
        for (let i = 0; i < INDEXES_PER_PAGE && found.length < limit; i++) {
          const word = page.bits[Math.floor(i / WORD_BITS)] as number
          if ((word & (1 << (i % WORD_BITS))) === 0) continue
          if (skip > 0) skip--
          else found.push(number * INDEXES_PER_PAGE + i)
        }
      }
      return found
    },
  }
}
