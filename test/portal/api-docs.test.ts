import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import description from '#api/generated/openapi.json' with { type: 'json' }
import { type PortalNetwork, startPortalNetwork } from '../api/portal-network.ts'
import { openVisitor, startBrowser } from './browser.ts'

let browser: Browser
let network: PortalNetwork

beforeAll(async () => {
  ;[browser, network] = await Promise.all([startBrowser(), startPortalNetwork()])
  await network.mine(2)
  await network.settle()
})

afterAll(async () => {
  await browser.close()
  await network.close()
})

const OPERATIONS = Object.values(description.paths).flatMap((methods) => Object.keys(methods))

test('the page of the API shows every operation and tries them, by its own files alone', async () => {
  const { context, page, trouble } = await openVisitor(browser, network.url)
  const foreign: string[] = []
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(`${network.url}/`) || request.url().startsWith('data:')
    if (!isOwn) foreign.push(request.url())
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    )
  })
  await page.goto('/api/v1/docs')
  await page.locator('.opblock').first().waitFor()
  expect(await page.locator('.opblock').count()).toBe(OPERATIONS.length)

  const block = page.locator('#operations-chain-listBlocks')
  await block.locator('.opblock-summary-control').click()
  await block.getByRole('button', { name: 'Try it out' }).click()
  await block.locator('tr[data-param-name="limit"] input').fill('1')
  await block.getByRole('button', { name: 'Execute' }).click()
  const answer = block.locator('.live-responses-table .response').first()
  await answer.waitFor()
  expect(await answer.locator('.response-col_status').innerText()).toContain('200')
  expect(await answer.locator('.response-col_description').innerText()).toMatch(/"height": \d+/)

  const write = page.locator('#operations-session-createNonce')
  await write.locator('.opblock-summary-control').click()
  await write.getByRole('button', { name: 'Try it out' }).click()
  await write.getByRole('button', { name: 'Execute' }).click()
  const created = write.locator('.live-responses-table .response').first()
  await created.waitFor()
  expect(await created.locator('.response-col_status').innerText()).toContain('201')

  process.stdout.write(`operations on the page of the API: ${OPERATIONS.length}\n`)
  expect([foreign, trouble]).toEqual([[], []])
  await context.close()
})
