import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openVisitor, startBrowser, visit } from './browser.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'

let browser: Browser
let portal: DevnetPortal

beforeAll(async () => {
  ;[browser, portal] = await Promise.all([startBrowser(), startDevnetPortal()])
  await portal.mineTo(10)
})

afterAll(async () => {
  await browser.close()
  await portal.close()
})

test('without the server the last data is shown, and said to be old', async () => {
  const { context, page } = await openVisitor(browser, portal.url, { allowsServiceWorker: true })
  await visit(page, '/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  // The worker keeps what it answers itself: from the second visit on.
  await visit(page, '/ranking')
  const names = await page.getByRole('rowheader').allInnerTexts()
  expect(names.length).toBeGreaterThan(30)

  await context.setOffline(true)
  await visit(page, '/ranking')
  await page.getByText('No connection to the portal. The data shown may be old.').waitFor()
  expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(names)

  await context.setOffline(false)
  await visit(page, '/ranking')
  await page.getByText('No connection to the portal').waitFor({ state: 'detached' })
  await context.close()
})

test('a page that cannot be loaded says so, and comes with the connection', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/')
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Find a delegate' }).click()
  await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor()
  await page.getByText('No connection to the portal.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor()
  await context.setOffline(false)
  await page.getByRole('heading', { level: 1, name: 'Delegates' }).waitFor()
  await context.close()
})

test('without the node the index goes on, and the page says of which block it is', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await portal.stopNode()
  await visit(page, '/')
  await page.getByText('The node does not answer. The data shown is that of block 10.').waitFor()
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Epoch 1 is running')
  await context.close()
})
