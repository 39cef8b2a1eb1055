import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Look, openVisitor, startBrowser, visit } from './browser.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'
import { ROUTES } from './routes.ts'

let browser: Browser
let portal: DevnetPortal

beforeAll(async () => {
  ;[browser, portal] = await Promise.all([startBrowser(), startDevnetPortal()])
  // The first epoch is over, the second has had its election.
  await portal.mineTo(230)
}, 120_000)

afterAll(async () => {
  await browser.close()
  await portal.close()
})

const LOOKS: readonly (readonly [string, Required<Pick<Look, 'theme' | 'width' | 'language'>>])[] =
  [
    ['light and wide', { theme: 'light', width: 1280, language: 'en' }],
    ['dark, narrow and with long words', { theme: 'dark', width: 320, language: 'qps' }],
    ['narrow and from right to left', { theme: 'light', width: 320, language: 'ar-XB' }],
  ]

/** What axe finds wrong by WCAG 2.2 AA and its own good practice, one line each. */
async function findBarriers(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Headings and names of columns that look as if nobody had translated them. */
async function findPlainEnglish(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('h1, h2, thead th, dt').allInnerTexts()
  return texts.filter((text) => /^[A-Z][a-z]+( [a-z]+)*$/.test(text.trim()))
}

test.each(LOOKS)(
  '%s: no page has a barrier, scrolls sideways, complains or lacks a translation',
  async (_, look) => {
    const { context, page, trouble } = await openVisitor(browser, portal.url, look)
    const problems: Record<string, readonly string[]> = {}
    for (const route of ROUTES) {
      await visit(page, route)
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      )
      const found = [
        ...(await findBarriers(page)),
        ...(look.language === 'en' ? [] : await findPlainEnglish(page)),
        ...(overflow > 0 ? [`${overflow} pixels too wide`] : []),
        ...trouble.splice(0),
      ]
      if (found.length > 0) problems[route] = found
    }
    const direction = await page.getAttribute('html', 'dir')
    await context.close()
    expect(problems).toEqual({})
    expect(direction).toBe(look.language === 'ar-XB' ? 'rtl' : 'ltr')
  },
  300_000,
)

test('a barrier and an untranslated text are found', async () => {
  const { context, page } = await openVisitor(browser, portal.url, { language: 'qps' })
  await visit(page, '/ranking')
  await page.evaluate(() => {
    const heading = document.querySelector('h1')
    heading?.replaceChildren('Ranking', new Image())
  })
  expect(await findBarriers(page)).toEqual([expect.stringMatching(/^image-alt/)])
  expect(await findPlainEnglish(page)).toEqual(['Ranking'])
  await context.close()
})

test('the largest paint and the scripts of the first visit', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  const scripts: string[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url())
  })
  await visit(page, '/')
  const paintMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) =>
          resolve(list.getEntries().at(-1)?.startTime ?? 0),
        )
        observer.observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  console.info(
    `start page: largest paint after ${Math.round(paintMs)} ms, ${scripts.length} scripts`,
  )
  expect(scripts.filter((url) => !url.startsWith(portal.url))).toEqual([])
  // Wallets and charts are for who asks for them.
  expect(scripts.filter((url) => /engine|plan-view|chart-drawing/.test(url))).toEqual([])
  await context.close()
})
