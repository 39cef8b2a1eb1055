import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Rules whose answer depends on colours and widths; what all others look at is the same in every look. */
const OF_LOOK = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
]

/**
 * What axe finds wrong by WCAG 2.2 AA and its own good practice, and whether the page scrolls sideways; one line each.
 *
 * `rules` is `look` where another look of the same page had all rules. While a list is open all else is hidden from screen readers, which
 * the good practice takes for a mistake: then `part` is what is looked at.
 */
export async function findBarriers(
  page: Page,
  options: { readonly rules?: 'all' | 'look'; readonly part?: string } = {},
): Promise<readonly string[]> {
  const { rules = 'all', part } = options
  // The pages have no frames, so that all of axe may run in the page itself: three times as quick.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  if (rules === 'look') builder.withRules(OF_LOOK)
  else builder.withTags(part === undefined ? ALL : ALL.filter((tag) => tag !== 'best-practice'))
  if (part !== undefined) builder.include(part)
  const { violations } = await builder.analyze()
  const frames = await page.locator('iframe').count()
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(frames > 0 ? [`${frames} frames, which are not looked into`] : []),
    ...(await findOverflow(page)),
  ]
}

/** Whether the page scrolls sideways: a line if it does. */
export async function findOverflow(page: Page): Promise<readonly string[]> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return pixels > 0 ? [`${pixels} pixels too wide`] : []
}
