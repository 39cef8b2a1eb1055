import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { privateKeyToAccount } from 'viem/accounts'
import { coins } from '#base/integers.ts'
import { createStake } from '#sdk/actions/create-stake.ts'
import { getRanking } from '#sdk/reads/get-ranking.ts'
import { openVisitor, startBrowser, visit } from './browser.ts'
import { type DevnetPortal, startDevnetPortal } from './devnet-portal.ts'

// What the pages of the chain say is what the chain says, and goes on doing so.

let browser: Browser
let portal: DevnetPortal

beforeAll(async () => {
  ;[browser, portal] = await Promise.all([startBrowser(), startDevnetPortal()])
  await portal.mineTo(130)
})

afterAll(async () => {
  await browser.close()
  await portal.close()
})

/** Stakes coins of a funded account on a delegate. */
async function stakeOn(delegate: string, amountRau: bigint): Promise<void> {
  const [account] = portal.accounts
  if (account === undefined) throw new Error('the network has no accounts')
  await createStake(portal.client, {
    account: privateKeyToAccount(account.privateKey),
    delegate,
    amountRau,
    durationDays: 7,
    autoStake: false,
  })
  await portal.indexed()
}

test('the ranking is that of the chain, and moves with it while one looks', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/ranking')
  const table = page.getByRole('table')
  const shown = await table.getByRole('rowheader').allInnerTexts()
  const { items: entries } = await getRanking(portal.client, { limit: 1000 })
  expect(shown).toEqual(entries.map(({ name }) => name))

  // Whoever is closest behind somebody gets ahead of him.
  const gaps = entries.slice(1).map((entry, index) => {
    const ahead = entries[index]
    return { name: entry.name, gapRau: (ahead?.effectiveVotesRau ?? 0n) - entry.effectiveVotesRau }
  })
  const [closest] = gaps.sort((left, right) => (left.gapRau < right.gapRau ? -1 : 1))
  if (closest === undefined) throw new Error('nobody is ranked')
  await stakeOn(closest.name, closest.gapRau + coins(100))
  const after = (await getRanking(portal.client, { limit: 1000 })).items.map(({ name }) => name)
  expect(after).not.toEqual(shown)
  await expect
    .poll(() => table.getByRole('rowheader').allInnerTexts(), { timeout: 20_000 })
    .toEqual(after)
  await context.close()
})

test('what more votes would change is worked out for a delegate without a seat', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/ranking')
  const [last] = await portal
    .read<{ entries: { name: string; projectedRole: string }[] }>('/ranking')
    .then(({ entries }) =>
      entries.filter(({ projectedRole }) => projectedRole === 'standby').slice(-1),
    )
  if (last === undefined) throw new Error('everybody has a seat')
  await page.getByLabel('Delegate').selectOption(last.name)
  await page.getByLabel('More votes (coins)').fill('1,000,000,000')
  await page.getByRole('button', { name: 'Show what changes' }).click()
  const answer = page.locator('[role=status] dl')
  await answer.waitFor()
  expect(await answer.innerText()).toMatch(new RegExp(`Gain a seat\\s+${last.name}`))
  expect(page.url()).toContain(`delegate=${encodeURIComponent(last.name)}`)
  await context.close()
})

test('the draw of an epoch is checked in the browser, and a forged one fails', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  const { producers } = await portal.read<{ producers: number }>('/epochs/2/draw')
  await visit(page, '/epochs/2')
  await page.getByRole('button', { name: 'Check the draw in this browser' }).click()
  await page.getByText(`Right: the same ${producers} delegates are drawn here.`).waitFor()

  await page.route('**/api/v1/epochs/2/draw', async (route) => {
    const answer = await route.fetch()
    const draw = (await answer.json()) as { candidates: { drawn: boolean }[] }
    for (const candidate of draw.candidates) candidate.drawn = !candidate.drawn
    await route.fulfill({ response: answer, json: draw })
  })
  await visit(page, '/epochs/2')
  await page.getByRole('button', { name: 'Check the draw in this browser' }).click()
  await page.getByRole('alert').filter({ hasText: 'Wrong' }).waitFor()
  await context.close()
})

test('the table of delegates is filtered, sorted and kept by its address', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/delegates')
  await page.getByLabel('Role now').selectOption('producer')
  const producers = await portal.read<{ items: { name: string }[] }>(
    '/delegates?role=producer&sort=votes&order=desc&limit=1000',
  )
  await page.getByText(`${producers.items.length} delegates`).waitFor()
  await page.getByRole('button', { name: 'Votes' }).click()
  await page.waitForURL(/sort=votes/)
  await page.locator('[aria-sort=descending]').waitFor()
  const address = page.url()
  const names = await page.getByRole('rowheader').allInnerTexts()

  await visit(page, address)
  expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(names)
  expect(names).toEqual(producers.items.map(({ name }) => name))

  await page.getByLabel('Name of the view').fill('My producers')
  await page.getByRole('button', { name: 'Keep this view' }).click()
  await page.getByRole('button', { name: 'Reset filters' }).click()
  await page.getByRole('button', { name: 'My producers', exact: true }).click()
  await page.waitForURL(/role=producer/)
  await context.close()
})

test('an epoch shows what it paid, to the last Rau', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/epochs/1')
  const { settlement } = await portal.read<{ settlement: { epochRau: string } }>('/epochs/1')
  const shown = await page.locator('dt:has-text("Paid by votes") + dd data').getAttribute('value')
  expect(shown).toBe(settlement.epochRau)
  await context.close()
})

test('anything is found by the search of the header', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/')
  await page.getByLabel('Search').click()
  await page.getByRole('combobox', { name: 'Search' }).fill('metany')
  await page.getByRole('option', { name: /metanyx/ }).click()
  await page.getByRole('heading', { level: 1, name: 'metanyx' }).waitFor()
  await page.getByRole('combobox', { name: 'Search' }).fill('30')
  await page.getByRole('option', { name: /Bucket 30/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Bucket 30' }).waitFor()
  await context.close()
})

test('what is not there says so, and a part that cannot be loaded can be asked for again', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  for (const path of ['/delegates/nobodyatall', '/epochs/99999', '/blocks/99999999', '/epochs/x']) {
    await visit(page, path)
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor()
  }
  let isBroken = true
  await page.route('**/api/v1/ranking', (route) =>
    isBroken
      ? route.fulfill({ status: 400, json: { code: 'x', detail: 'broken' } })
      : route.fallback(),
  )
  await visit(page, '/ranking')
  await page.getByRole('alert').filter({ hasText: 'broken' }).waitFor()
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('table').waitFor()
  await context.close()
})

test('a network without an extension has accounts to try things with', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/')
  await page.getByRole('button', { name: 'Connect' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('No wallet was found in this browser').waitFor()
  await dialog.getByText('Everybody knows the keys').waitFor()
  await dialog.getByLabel('Account').selectOption({ index: 1 })
  await dialog.getByRole('button', { name: 'Use this account' }).click()
  await dialog.waitFor({ state: 'detached' })
  const menu = page.getByRole('button', { name: /^Account: 0x7099/ })
  await menu.click()
  await page.getByRole('menuitemradio', { name: 'My account' }).click()
  await page.getByText('This is the account of your wallet.').waitFor()

  // The wallet is there again after a reload, without being asked.
  await page.reload()
  await menu.waitFor()
  await menu.click()
  await page.getByRole('menuitemradio', { name: 'Disconnect' }).click()
  await page.getByRole('button', { name: 'Connect' }).waitFor()
  await context.close()
})

test('nothing here needs a mouse', async () => {
  const { context, page } = await openVisitor(browser, portal.url)
  await visit(page, '/')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')

  await tabTo('a', 'Find a delegate')
  await page.keyboard.press('Enter')
  const heading = page.getByRole('heading', { level: 1, name: 'Delegates' })
  await heading.waitFor()
  // A new page takes the focus to its heading.
  expect(await heading.evaluate((each) => each === document.activeElement)).toBe(true)

  await page.getByRole('rowheader').first().waitFor()
  const name = await page.getByRole('rowheader').first().innerText()
  await tabTo('input', `Compare ${name}`)
  await page.keyboard.press('Space')
  await page.getByRole('link', { name: 'Compare 1 delegate' }).waitFor()
  await tabTo('a', name)
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Overview' }).waitFor()
  await tabTo('[role=tab]', 'Overview')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('tabpanel', { name: 'Votes and work' }).waitFor()

  // A menu opens, is walked through and closes; the focus comes back.
  await tabTo('button', 'Colours')
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: 'Light' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
  await context.close()

  /** Presses Tab until an element with this name has the focus. */
  async function tabTo(selector: string, wanted: string): Promise<void> {
    for (let presses = 0; presses < 200; presses++) {
      await page.keyboard.press('Tab')
      const isThere = await page.evaluate(
        ([css, text]) => {
          const element = document.activeElement
          const spoken = element?.getAttribute('aria-label') ?? element?.textContent?.trim()
          return element?.matches(css) === true && spoken === text
        },
        [selector, wanted] as const,
      )
      if (isThere) return
    }
    throw new Error(`${wanted} is not reached with Tab`)
  }
})
