import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { signIn } from './member-steps.ts'

/** Somebody without a relation on chain asks something, reports the argument of another, and answers it. */
export async function askAndReport(page: Page): Promise<void> {
  await signIn(page)
  const newForm = page.getByRole('region', { name: 'New post' })
  await newForm.getByText('Question', { exact: true }).click()
  await newForm.getByRole('textbox').fill('Who pays? https://example.org/ask')
  await newForm.getByRole('button', { name: 'Send' }).click()
  const question = page.getByRole('region', { name: 'Comments and questions' }).getByRole('article')
  await question.getByText('no relation on chain').waitFor()
  expect(await question.getByRole('link', { name: /example\.org/ }).count()).toBe(0)
  const argument = page.getByRole('region', { name: 'Arguments for it' }).getByRole('article')
  await argument.getByRole('button', { name: 'Report' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Report' }).click()
  await page.getByText('Reported. Thank you.').waitFor()
  await argument.getByRole('button', { name: 'Reply' }).click()
  await argument.getByRole('textbox').fill('Not for me.')
  await argument
    .getByRole('region', { name: 'Reply' })
    .getByRole('button', { name: 'Reply' })
    .click()
  await argument.getByRole('article').getByText('Not for me.').waitFor()
}

/** A moderator hides the question, with a reason, and the log says so. */
export async function hideQuestion(page: Page): Promise<void> {
  await signIn(page)
  const asked = page.getByRole('region', { name: 'Comments and questions' }).getByRole('article')
  await asked.getByRole('button', { name: 'Hide' }).click()
  const hiding = page.getByRole('dialog')
  await hiding.getByRole('button', { name: 'Hide' }).click()
  await hiding.getByText('A reason is needed.').waitFor()
  await hiding.getByLabel('Reason, which everyone reads').fill('Off topic')
  await hiding.getByRole('button', { name: 'Hide' }).click()
  await asked.getByText('Hidden by a moderator: Off topic').waitFor()
  await page.getByRole('button', { name: 'Moderation log' }).click()
  await page
    .getByRole('dialog')
    .getByText(/was hidden: Off topic/)
    .waitFor()
}
