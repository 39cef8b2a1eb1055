import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROJECT_ROOT } from '../tidy/source-files.ts'
import { openVisitor, startBrowser, type Visitor } from './browser.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'
import { readTourGuide } from './tour-guide.ts'
import { TOUR, type Tourist } from './tour-steps.ts'

// docs/guides/portal-tour.md, taken step by step in a browser. UPDATE_DOCS=1 makes its pictures anew.

const PICTURES = path.join(PROJECT_ROOT, 'docs/guides/portal-tour')
const MOST_BYTES = 150_000
const EPOCH_BLOCKS = 120

let network: DevnetPortal
let browser: Browser
let visitor: Visitor
let tourist: Tourist

beforeAll(async () => {
  ;[network, browser] = await Promise.all([startDevnetPortal({ isPeopled: true }), startBrowser()])
  await network.mineTo(20)
  visitor = await openVisitor(browser, network.url)
  await visitor.page.setViewportSize({ width: 1280, height: 800 })
  visitor.page.setDefaultTimeout(20_000)
  tourist = { page: visitor.page, network, endEpochs, picture }
})

afterAll(async () => {
  await browser?.close()
  await network?.close()
})

/** Makes blocks until so many epochs have ended, and some of the next. */
async function endEpochs(count: number): Promise<void> {
  const height = Number(await network.client.getBlockNumber())
  await network.mineTo((Math.ceil(height / EPOCH_BLOCKS) + count - 1) * EPOCH_BLOCKS + 10)
}

async function picture(name: string, from?: string): Promise<void> {
  if (process.env['UPDATE_DOCS'] !== '1') return
  const { page, context } = visitor
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' })
  await page.evaluate((title) => {
    const headings = [...document.querySelectorAll('h2')]
    const panel = headings.find(({ textContent }) => textContent === title)?.closest('section')
    if (panel instanceof Element) panel.scrollIntoView({ block: 'start' })
    else window.scrollTo(0, 0)
  }, from)
  const session = await context.newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
  await session.detach()
  mkdirSync(PICTURES, { recursive: true })
  writeFileSync(path.join(PICTURES, `${name}.webp`), data, 'base64')
}

describe('docs/guides/portal-tour.md', () => {
  test('tells the steps that are taken here, and shows their pictures', () => {
    expect(readTourGuide()).toEqual(
      TOUR.map(({ section, text, pictures }) => ({ section, text, pictures })),
    )
  })

  let last: string | undefined
  let tookMs = 0
  test.each(TOUR.map((step) => [`${step.section}: ${step.text}`, step] as const))(
    '%s',
    async (_, { text, act }) => {
      // After a step that failed nothing is where the next one looks for it.
      expect(last).toBeUndefined()
      last = text
      const startMs = performance.now()
      await act(tourist)
      tookMs += performance.now() - startMs
      last = undefined
    },
  )

  test('no page complained on the way', () => {
    console.info(`the tour took ${Math.round(tookMs / 1_000)} s`)
    expect(visitor.trouble).toEqual([])
  })

  test('its pictures are there, and small', () => {
    const names = TOUR.flatMap(({ pictures }) => pictures)
    expect(names.length).toBeGreaterThan(5)
    expect(readdirSync(PICTURES).sort()).toEqual(names.map((name) => `${name}.webp`).sort())
    const large = names.filter(
      (name) => statSync(path.join(PICTURES, `${name}.webp`)).size > MOST_BYTES,
    )
    expect(large).toEqual([])
  })
})
