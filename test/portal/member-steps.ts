import type { Locator, Page } from 'playwright-core'

// What members do on pages of the portal, whatever the page.

export async function sign(place: Page | Locator): Promise<void> {
  await place.getByRole('button', { name: 'Sign in the wallet' }).click()
}

export async function untilDone(place: Page | Locator): Promise<void> {
  await place.getByText('All done.', { exact: true }).last().waitFor()
}

export function panel(page: Page, title: string): Locator {
  return page
    .locator('section')
    .filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) })
}

/** Goes on with Tab until the focus is on the control of a name. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (element?.matches('a, button, input') !== true) return ''
      const label = element.closest('label')?.textContent ?? ''
      return `${element.getAttribute('aria-label') ?? ''} ${label} ${element.textContent ?? ''}`
    })
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not lead to ${name}`)
}

export async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with a wallet' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Sign this text' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('You write as').waitFor()
}
