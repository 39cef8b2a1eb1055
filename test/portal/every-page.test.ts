import type { Browser, Page } from 'playwright-core'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coins } from '#base/integers.ts'
import { findBarriers, findOverflow } from './barriers.ts'
import { type Look, openVisitor, startBrowser, visit } from './browser.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'
import { ROUTES } from './routes.ts'

let browser: Browser
let portal: DevnetPortal

beforeAll(async () => {
  ;[browser, portal] = await Promise.all([startBrowser(), startDevnetPortal()])
  await portal.client.createStake({
    account: privateKeyToAccount(portal.accounts[0]?.privateKey ?? '0x'),
    delegate: 'airfoil',
    amountRau: coins(1_000),
    durationDays: 91,
    autoStake: true,
  })
  // The first epoch is over, the second has had its election.
  await portal.mineTo(230)
})

afterAll(async () => {
  await browser.close()
  await portal.close()
})

type WholeLook = Required<Pick<Look, 'theme' | 'width' | 'language'>>

const LOOKS: readonly (readonly [string, WholeLook, 'all' | 'layout'])[] = [
  ['light and wide', { theme: 'light', width: 1280, language: 'en' }, 'all'],
  ['dark, narrow and with long words', { theme: 'dark', width: 320, language: 'qps' }, 'all'],
  ['narrow and from right to left', { theme: 'light', width: 320, language: 'ar-XB' }, 'layout'],
]

/** Headings and names of columns that look as if nobody had translated them. */
async function findPlainEnglish(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('h1, h2, thead th, dt').allInnerTexts()
  return texts.filter((text) => /^[A-Z][a-z]+( [a-z]+)*$/.test(text.trim()))
}

test.each(LOOKS)(
  '%s: no page is too wide, complains, lacks a translation or, where axe looks, has a barrier',
  async (_, look, rules) => {
    const { context, page, trouble } = await openVisitor(browser, portal.url, look)
    const problems: Record<string, readonly string[]> = {}
    const { items } = await portal.read<{ items: { hash: string }[] }>('/transactions?limit=1')
    for (const route of [...ROUTES, ...items.map(({ hash }) => `/transactions/${hash}`)]) {
      await visit(page, route)
      const found = [
        // From right to left axe does not look: it has seen these colours, and all else of a page does not depend on its side.
        ...(rules === 'all' ? await findBarriers(page) : await findOverflow(page)),
        ...(look.language === 'en' ? [] : await findPlainEnglish(page)),
        ...trouble.splice(0),
      ]
      if (found.length > 0) problems[route] = found
    }
    const direction = await page.getAttribute('html', 'dir')
    await context.close()
    expect(problems).toEqual({})
    expect(direction).toBe(look.language === 'ar-XB' ? 'rtl' : 'ltr')
  },
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
